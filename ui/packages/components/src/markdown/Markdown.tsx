import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import './markdown.css'

const SAFE_LINK = /^(https?:|mailto:)/i

/** Headings go below those of the page; links open elsewhere and tell nobody where the user came from. */
const COMPONENTS: Components = {
  h1: 'h3',
  h2: 'h3',
  h3: 'h4',
  h4: 'h5',
  a: ({ href, children }) =>
    href !== undefined && SAFE_LINK.test(href) ? (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    ) : (
      <>{children}</>
    ),
  // An image in somebody else's text would tell its host who reads it.
  img: ({ alt }) => <>{alt}</>,
}

/** Markdown of a connector's author. HTML in it is dropped, not shown and not run. */
export default function Markdown({ text }: { text: string }) {
  return (
    <div className="ap-markdown">
      <ReactMarkdown skipHtml remarkPlugins={[remarkGfm]} components={COMPONENTS}>
        {text}
      </ReactMarkdown>
    </div>
  )
}
