export { default as Markdown } from './Markdown'
