import { ChoiceBoxes, ChoiceButtons, type Choice } from '../components/choice-buttons'
import type { FieldProps } from '../components/form-field'
import { SelectField } from '../components/text-field'

/** Up to six choices are visible buttons, more of them a list. */
const visible = 6

export interface OneOfProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  choices: Choice<string>[]
  stacked?: boolean
  hideLabel?: boolean
}

/** One of some choices. An optional one can be taken back. */
export function OneOf({ choices, stacked = false, hideLabel = false, value, onChange, ...field }: OneOfProps) {
  if (choices.length > visible && !stacked) return <SelectField {...field} value={value} onChange={onChange} options={choices} />
  return (
    <ChoiceButtons<string>
      {...field}
      stacked={stacked}
      hideLabel={hideLabel}
      value={value}
      choices={choices}
      onChange={(chosen) => {
        onChange(chosen)
      }}
    />
  )
}

/** Any of some choices, always visible. */
export function SomeOf({
  choices,
  value,
  onChange,
  ...field
}: FieldProps & { value: readonly string[]; onChange: (value: string[]) => void; choices: Choice<string>[] }) {
  return <ChoiceBoxes<string> {...field} value={value} onChange={onChange} choices={choices} />
}
