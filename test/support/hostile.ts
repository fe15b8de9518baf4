/** Texts that somebody may write and that some tool on the way could take for something else. */
export const HOSTILE: Readonly<Record<string, string>> = {
  interpolation: '${file("/etc/hostname")}',
  directive: '%{ if true }x%{ endif }',
  escaped: '$${x} and %%{x} and $$${x}',
  handlebars: '{{mesh}} {{{mesh}}} {{!-- x --}}',
  quotes: `'single' "double" \`back\` ’curly’`,
  backslashes: String.raw`\ \\ \n \u0041 \${x} C:\temp`,
  separators: 'a\u2028b\u2029c\u0085d\u00A0e',
  rightToLeft: '\u202Egnp.exe\u202C \u200Fשלום\u200E',
  token: '${TfToken[TOKEN.0]}',
  listToken: '#{TfToken[X.1]}',
  bareToken: 'TfToken[TOKEN.0] ${Token[TOKEN.1]}',
  mapToken: 'String Map Token Value',
  numberToken: '-1.8881545897087503e+289',
  numberList: 'from -1.8881545897087503e+289 to -1.8881545897087504e+289',
  masks: '\uE0F0414243\uE0F1',
  html: '<script>alert(1)</script> &amp; <!-- -->',
  emoji: '👩‍🔬 𝕊 ﬀ e\u0301 é',
  terraform: '${aws_kms_key.trials.arn} ${var.adopt_default_database} ${null} ${[}',
  heredoc: '<<EOF x EOF // # /* */',
  constructor: 'constructor',
  long: 'x'.repeat(1_990) + ' ${y} %{z}',
}

/** Texts of several lines, where those are allowed. */
export const HOSTILE_LINES: Readonly<Record<string, string>> = {
  lines: 'first\nsecond ${file("/etc/hostname")}\n\n\tfourth\n',
  windows: 'first\r\nsecond\r\n',
  directive: '%{ for x in ["a"] ~}\n${x}\n%{ endfor ~}',
}
