import { ValidationPipe } from '@nestjs/common'
import type { ValidationError } from 'class-validator'
import { Refusal, type FieldFault } from '#kernel'

/** Unknown fields are refused: a typing error in a field's name must not lose what was typed. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    // A form may have no fields at all; that a body is an object is the parser's to see.
    forbidUnknownValues: false,
    stopAtFirstError: true,
    exceptionFactory: (errors) =>
      new Refusal(
        'invalid',
        'input.invalid',
        {},
        errors.flatMap((error) => faultsOf(error, '')),
      ),
  })

/** Field paths and codes only: the value that was typed never enters an error. */
function faultsOf(error: ValidationError, parent: string): FieldFault[] {
  const field = /^\d+$/.test(error.property) ? `${parent}[${error.property}]` : parent ? `${parent}.${error.property}` : error.property
  const own = Object.keys(error.constraints ?? {}).map((name) => faultOf(field, name, error.contexts?.[name] as Context | undefined))
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, field))]
}

interface Context {
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
}

function faultOf(field: string, name: string, context: Context | undefined): FieldFault {
  const code = context?.code ?? (name === 'whitelistValidation' ? 'input.unknown-field' : 'input.required')
  return context?.params ? { field, code, params: context.params } : { field, code }
}
