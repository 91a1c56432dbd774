import ts from 'typescript'
import type { JsonSchema } from '../api-types/json-schemas'

/** What `$ref` names for a sealed value as it is stored. */
export const SEALED_REF = 'urn:teduh:sealed:1'

/** Aliases of the kernel that JSON carries as text of one form. The compiler forgets them, so they are read where they are written. */
const FORMATS: Readonly<Record<string, string>> = { Instant: 'date-time', LocalDate: 'date', Uuid: 'uuid' }

/**
 * JSON Schemas (2020-12) of what events store, read from their types, whole and without components: what a released one says may
 * depend on nothing that can change. Closed unions become an `enum`; codes of the versioned lists are strings in the types already.
 */
export class TypeSchemas {
  constructor(private readonly checker: ts.TypeChecker) {}

  /** @param format of the plain strings in it, where the type's own words name one */
  of(type: ts.Type, format?: string): JsonSchema {
    const carried = this.#carried(type)
    if (carried.getSymbol()?.name === 'Sealed') return this.#sealed(carried as ts.TypeReference, format)
    if (carried.isUnion()) return this.#union(carried, format)
    if (this.checker.isArrayType(carried)) return { type: 'array', items: this.of(this.#argument(carried, 0), format) }
    return this.#simple(carried, format) ?? this.#object(carried)
  }

  /** A mark on a plain value (`string & { [opened]?: true }`) is not part of what is stored. */
  #carried(type: ts.Type): ts.Type {
    if (!type.isIntersection()) return type
    return type.types.find((part) => (part.flags & ts.TypeFlags.Object) === 0 || this.checker.isArrayLikeType(part)) ?? type
  }

  #sealed(type: ts.TypeReference, format: string | undefined): JsonSchema {
    const exposure = this.#argument(type, 1)
    return {
      $ref: SEALED_REF,
      'x-sealed': { exposure: exposure.isStringLiteral() ? exposure.value : 'direct', plaintext: this.of(this.#argument(type, 0), format) },
    }
  }

  #simple(type: ts.Type, format: string | undefined): JsonSchema | null {
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value }
    if (type.flags & ts.TypeFlags.StringLike) return { type: 'string', ...(format === undefined ? {} : { format }) }
    if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' }
    if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: this.checker.typeToString(type) === 'true' }
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' }
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' }
    if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return null
    throw new Error(`an event cannot store ${this.checker.typeToString(type)}`)
  }

  #union(type: ts.UnionType, format: string | undefined): JsonSchema {
    const parts = type.types.filter((part) => (part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) === 0).map((part) => this.#carried(part))
    const literals = parts.flatMap((part) => (part.isStringLiteral() || part.isNumberLiteral() ? [part.value] : []))
    const booleans = parts.filter((part) => part.flags & ts.TypeFlags.BooleanLiteral)
    const rest = parts.filter((part) => !part.isStringLiteral() && !part.isNumberLiteral() && !booleans.includes(part))
    const schemas = [
      ...(literals.length > 1 ? [{ enum: [...literals].sort() }] : literals.map((value) => ({ const: value }))),
      ...(booleans.length === 2 ? [{ type: 'boolean' }] : booleans.map((one) => this.of(one))),
      ...rest.map((part) => this.of(part, format)).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ]
    const different = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()]
    return different.length === 1 ? (different[0] ?? {}) : { anyOf: different }
  }

  #object(type: ts.Type): JsonSchema {
    const properties: Record<string, JsonSchema> = {}
    const required: string[] = []
    const known = this.checker.getPropertiesOfType(type).filter(({ name }) => !name.startsWith('__@'))
    for (const property of known.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      properties[property.name] = this.of(this.checker.getTypeOfSymbol(property), formatOf(property))
      if ((property.flags & ts.SymbolFlags.Optional) === 0) required.push(property.name)
    }
    const others = this.checker.getIndexInfoOfType(type, ts.IndexKind.String)
    return { type: 'object', properties, required, additionalProperties: others ? this.of(others.type) : false }
  }

  #argument(type: ts.Type, index: number): ts.Type {
    const argument = this.checker.getTypeArguments(type as ts.TypeReference)[index]
    if (!argument) throw new Error(`${this.checker.typeToString(type)} lacks a type argument`)
    return argument
  }
}

/** @throws Error where a field's words name two forms: then its strings cannot be told apart */
function formatOf(property: ts.Symbol): string | undefined {
  const texts = (property.declarations ?? []).flatMap((declared) =>
    ts.isPropertySignature(declared) && declared.type ? [leafText(declared.type)] : [],
  )
  const named = Object.keys(FORMATS).filter((alias) => texts.some((text) => new RegExp(`\\b${alias}\\b`).test(text)))
  if (named.length > 1) throw new Error(`${property.name} is of two forms: ${named.join(', ')}`)
  return named[0] === undefined ? undefined : FORMATS[named[0]]
}

/** A type's words without those of the objects in it: their properties have their own. */
function leafText(node: ts.TypeNode): string {
  if (ts.isTypeLiteralNode(node)) return ''
  const parts: string[] = []
  ts.forEachChild(node, (child) => void parts.push(ts.isTypeNode(child) ? leafText(child) : child.getText()))
  return parts.length === 0 ? node.getText() : parts.join(' ')
}
