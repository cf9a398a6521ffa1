import { en } from './en'
import type { Messages } from './messages'

export const ja: Messages = en
