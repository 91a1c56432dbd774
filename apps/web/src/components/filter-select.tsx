import { IconChevronDown } from '@tabler/icons-react'
import { useId } from 'react'
import style from './filter-select.module.css'
import type { Option } from './text-field'

/** A filter with many choices, beside the filter buttons: its first choice says that nothing is filtered. */
export function FilterSelect<Value extends string>({
  label,
  all,
  value,
  options,
  onChange,
}: {
  label: string
  all: string
  value: Value | ''
  options: Option<Value>[]
  onChange: (value: Value | '') => void
}) {
  const id = useId()
  return (
    <span className={value === '' ? style.box : `${style.box ?? ''} ${style.on ?? ''}`}>
      <label className="said" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          onChange(options.find((option) => option.value === event.currentTarget.value)?.value ?? '')
        }}
      >
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <IconChevronDown size={16} aria-hidden />
    </span>
  )
}
