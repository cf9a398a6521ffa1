import { TextInput, type TextInputProps } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState, type Ref } from 'react'

interface SearchFieldProps {
  label: string
  className: string | undefined
  /** What the address says. */
  query: string
  onQuery: (query: string) => void
  rightSection?: TextInputProps['rightSection']
  ref?: Ref<HTMLInputElement>
}

/**
 * A search whose words are part of the address. The address follows the field a moment later, so the field keeps what was
 * typed by itself: else the cursor jumps to the end, and quick typing loses letters.
 */
export function SearchField({ label, className, query, onQuery, rightSection, ref }: SearchFieldProps) {
  const [typed, setTyped] = useState(query)
  const [known, setKnown] = useState(query)
  const [sent, setSent] = useState<readonly string[]>([])
  if (known !== query) {
    // An address that the field itself asked for is an echo; any other is a wish of somebody else.
    setKnown(query)
    const echo = sent.indexOf(query)
    setSent(echo < 0 ? [] : sent.slice(echo + 1))
    if (echo < 0) setTyped(query)
  }
  return (
    <TextInput
      ref={ref}
      type="search"
      className={className}
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => {
        const next = event.currentTarget.value
        setTyped(next)
        setSent((before) => [...before, next])
        onQuery(next)
      }}
      leftSection={<IconSearch size={18} aria-hidden="true" />}
      rightSectionWidth={44}
      rightSection={rightSection}
    />
  )
}
