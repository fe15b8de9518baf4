import { buildSync } from 'esbuild'
import type { Root } from 'hast'
import { PROJECT } from './mesh'

interface Renderer {
  tree(markdown: string): Root
}

/** ES modules, which jest does not load as they are: one bundle is quicker than transforming a hundred packages. */
const SOURCE = `
  import { unified } from 'unified'
  import remarkParse from 'remark-parse'
  import remarkGfm from 'remark-gfm'
  import remarkMath from 'remark-math'
  import remarkRehype from 'remark-rehype'
  import rehypeRaw from 'rehype-raw'

  const renderer = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkMath)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
  export const tree = (markdown) => renderer.runSync(renderer.parse(markdown))
`

let renderer: Renderer | undefined

/**
 * GitHub-flavoured Markdown with mathematics as a tree of HTML, parsed as a browser does. Links are found in the text
 * and, as GitHub does, once more in what the text's entities stand for.
 */
export function gfm(markdown: string): Root {
  renderer ??= load()
  return renderer.tree(markdown)
}

function load(): Renderer {
  const { outputFiles } = buildSync({
    stdin: { contents: SOURCE, resolveDir: PROJECT },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  })
  const module: { exports: Partial<Renderer> } = { exports: {} }

  new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '')(module, module.exports, require)
  return module.exports as Renderer
}
