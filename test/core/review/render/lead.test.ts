import { editsBetween } from '../../../../core/review/cause/edits'
import { renderMarkdown } from '../../../../core/review/render/markdown'
import { review } from '../../../../core/review/review'
import { sideOf } from '../../../review/sides'
import { wideMesh } from './lead-mesh'

test('print', () => {
  const before = wideMesh(['commercial-prod'], 'databricks, notebooks')
  const after = wideMesh(['commercial-prod'], 'databricks, notebooks, databricks-us')
  const [a, b] = [sideOf(before), sideOf(after)]
  const { review: r } = review(a.mesh, b.mesh, { edits: editsBetween(a.built.mesh, b.built.mesh) })
  const text = renderMarkdown(r)
  require('fs').writeFileSync('/tmp/wB-out.md', text)
})
