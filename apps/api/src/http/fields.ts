import { applyDecorators } from '@nestjs/common'
import { ApiProperty } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsUUID,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator'
import { CODE_LISTS, knownCode, type CodeListName } from '#cases'
import { isInstant, isLocalDate } from '#kernel'

// Each decorator says what a field takes once: it validates it, and describes it in the OpenAPI document.
// `context.code` is the stable code of the fault; the filter turns it into the reader's language.

type Params = Readonly<Record<string, string | number>>
interface Presence {
  /** may be null; a missing field counts as null */
  readonly optional?: boolean
}

const fault = (code: string, params?: Params): ValidationOptions => ({ context: params ? { code, params } : { code } })
const each = (code: string): ValidationOptions => ({ each: true, context: { code } })

function field(schema: Parameters<typeof ApiProperty>[0], presence: Presence | undefined, ...rules: PropertyDecorator[]): PropertyDecorator {
  const optional = presence?.optional === true
  const present = optional ? [ValidateIf((_object, value) => value !== null && value !== undefined)] : []
  return applyDecorators(ApiProperty({ ...schema, required: !optional, ...(optional ? { nullable: true } : {}) } as never), ...present, ...rules)
}

const rule = (name: string, holds: (value: unknown) => boolean, options: ValidationOptions): PropertyDecorator =>
  ValidateBy({ name, validator: { validate: holds, defaultMessage: () => name } }, options)

const codesOf = (list: CodeListName): string[] => CODE_LISTS[list].map(({ code }) => code)

const storable = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000')

/** Text of one or more lines; not blank unless optional. */
export const Text = (max: number, presence?: Presence): PropertyDecorator =>
  field(
    { type: String, maxLength: max },
    presence,
    rule('text', (value) => typeof value === 'string' && value.trim().length > 0, fault(presence?.optional ? 'input.text' : 'input.required')),
    rule('length', (value) => typeof value !== 'string' || value.length <= max, fault('input.too-long', { max })),
    rule('characters', (value) => typeof value !== 'string' || storable(value), fault('input.characters')),
  )

/** A person's number: 16 digits. */
export const Nik = (presence?: Presence): PropertyDecorator =>
  field(
    { type: String, pattern: '^\\d{16}$' },
    presence,
    rule('nik', (value) => typeof value === 'string' && /^\d{16}$/.test(value), fault('input.nik')),
  )

export const Phone = (presence?: Presence): PropertyDecorator =>
  field(
    { type: String, maxLength: 30 },
    presence,
    rule('phone', (value) => typeof value === 'string' && /^[+\d][\d\s()-]{4,28}$/.test(value), fault('input.phone')),
  )

/** Whole number within bounds. */
export const Whole = (min: number, max: number, presence?: Presence): PropertyDecorator =>
  field(
    { type: 'integer', minimum: min, maximum: max },
    presence,
    IsInt(fault('input.number', { min, max })),
    Min(min, fault('input.number', { min, max })),
    Max(max, fault('input.number', { min, max })),
  )

/** Different whole numbers within bounds, at most as many as there are. */
export const Wholes = (min: number, max: number): PropertyDecorator => {
  const most = max - min + 1
  return field(
    { type: 'array', items: { type: 'integer', minimum: min, maximum: max } },
    undefined,
    IsArray(fault('input.list', { min: 0, max: most })),
    ArrayMaxSize(most, fault('input.list', { min: 0, max: most })),
    rule('number', (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max, {
      each: true,
      context: { code: 'input.number', params: { min, max } },
    }),
    rule('once', (value) => !Array.isArray(value) || new Set(value).size === value.length, fault('input.choice')),
  )
}

export const YesNo = (presence?: Presence): PropertyDecorator => field({ type: Boolean }, presence, IsBoolean(fault('input.boolean')))

/** One of a few fixed words. */
export const Choice = (values: readonly (string | number)[], presence?: Presence): PropertyDecorator =>
  field({ enum: [...values] }, presence, IsIn([...values], fault('input.choice')))

/** A code of a versioned list. */
export const CodeOf = (list: CodeListName, presence?: Presence): PropertyDecorator =>
  field(
    { type: String, enum: codesOf(list), description: `code list \`${list}\`` },
    presence,
    rule('code', (value) => typeof value === 'string' && knownCode(list, value), fault('input.code')),
  )

/** Codes of a versioned list, without repetition. */
export const CodesOf = (list: CodeListName, min = 0): PropertyDecorator =>
  field(
    { type: [String], enum: codesOf(list), description: `code list \`${list}\`` },
    undefined,
    IsArray(fault('input.list', { min, max: 50 })),
    ArrayMinSize(min, fault('input.list', { min, max: 50 })),
    ArrayMaxSize(50, fault('input.list', { min, max: 50 })),
    rule('code', (value) => typeof value === 'string' && knownCode(list, value), each('input.code')),
    rule('once', (value) => !Array.isArray(value) || new Set(value).size === value.length, fault('input.code')),
  )

/** `YYYY-MM-DD` */
export const Day = (presence?: Presence): PropertyDecorator =>
  field(
    { type: String, format: 'date' },
    presence,
    rule('day', (value) => typeof value === 'string' && isLocalDate(value), fault('input.day')),
  )

/** ISO 8601 in UTC */
export const Moment = (presence?: Presence): PropertyDecorator =>
  field(
    { type: String, format: 'date-time' },
    presence,
    rule('moment', (value) => typeof value === 'string' && isInstant(value), fault('input.moment')),
  )

/** `HH:MM` */
export const TimeOfDay = (presence?: Presence): PropertyDecorator =>
  field(
    { type: String, pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' },
    presence,
    rule('time', (value) => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value), fault('input.moment')),
  )

export const Id = (presence?: Presence): PropertyDecorator => field({ type: String, format: 'uuid' }, presence, IsUUID(undefined, fault('input.id')))

export const Ids = (min: number, max = 100, presence?: Presence): PropertyDecorator =>
  field(
    { type: [String], format: 'uuid' },
    presence,
    IsArray(fault('input.list', { min, max })),
    ArrayMinSize(min, fault('input.list', { min, max })),
    ArrayMaxSize(max, fault('input.list', { min, max })),
    IsUUID(undefined, each('input.id')),
    rule('once', (value) => !Array.isArray(value) || new Set(value).size === value.length, fault('input.id')),
  )

/** One nested form. */
export const Part = (type: () => new () => object, presence?: Presence): PropertyDecorator =>
  field(
    // Called `type`: by that name the document knows a function that names a class.
    { type: () => type() },
    presence,
    rule('object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value), fault('input.required')),
    ValidateNested(),
    Type(type),
  )

/** A list of nested forms. */
export const Parts = (type: () => new () => object, min: number, max: number): PropertyDecorator =>
  field(
    { type: () => [type()] },
    undefined,
    IsArray(fault('input.list', { min, max })),
    ArrayMinSize(min, fault('input.list', { min, max })),
    ArrayMaxSize(max, fault('input.list', { min, max })),
    ValidateNested({ each: true }),
    Type(type),
  )
