import ts from 'typescript'

export type JsonSchema = Readonly<Record<string, unknown>>

/** JSON Schemas (2020-12) of TypeScript types as JSON carries them; named types become components. */
export class JsonSchemas {
  readonly components: Record<string, JsonSchema> = {}
  readonly #names = new Map<ts.Type, string>()

  constructor(private readonly checker: ts.TypeChecker) {}

  /** @returns the schema of a value of this type; a reference where the type has a name */
  of(type: ts.Type): JsonSchema {
    const carried = this.#carried(type)
    if (carried.isUnion()) return this.#union(carried)
    const simple = this.#simple(carried)
    if (simple) return simple
    if (this.checker.isTupleType(carried)) return this.#tuple(carried as ts.TypeReference)
    if (this.checker.isArrayType(carried)) return { type: 'array', items: this.of(this.#argument(carried)) }
    const name = this.#nameOf(carried)
    return name === null ? this.#object(carried) : this.#component(name, carried)
  }

  /** A mark on a plain value (`string & { [opened]?: true }`) is not part of what is sent. */
  #carried(type: ts.Type): ts.Type {
    if (!type.isIntersection()) return type
    return type.types.find((part) => (part.flags & ts.TypeFlags.Object) === 0 || this.checker.isArrayLikeType(part)) ?? type
  }

  #simple(type: ts.Type): JsonSchema | null {
    if (type.isStringLiteral() || type.isNumberLiteral()) return { type: typeof type.value === 'string' ? 'string' : 'number', enum: [type.value] }
    if (type.flags & ts.TypeFlags.StringLike) return { type: 'string' }
    if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' }
    if (type.flags & ts.TypeFlags.BooleanLiteral) return { type: 'boolean', enum: [this.checker.typeToString(type) === 'true'] }
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' }
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' }
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {}
    if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return null
    throw new Error(`no JSON carries ${this.checker.typeToString(type)}`)
  }

  /** Literals of one kind share an `enum`; `null` and what is left out stand apart. */
  #union(type: ts.UnionType): JsonSchema {
    const parts = type.types.filter((part) => (part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) === 0).map((part) => this.#carried(part))
    const strings = parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []))
    const numbers = parts.flatMap((part) => (part.isNumberLiteral() ? [part.value] : []))
    const booleans = parts.filter((part) => part.flags & ts.TypeFlags.BooleanLiteral)
    const rest = parts.filter((part) => !part.isStringLiteral() && !part.isNumberLiteral() && !booleans.includes(part))
    const schemas = [
      ...(strings.length > 0 ? [{ type: 'string', enum: strings.sort() }] : []),
      ...(numbers.length > 0 ? [{ type: 'number', enum: numbers.sort((a, b) => a - b) }] : []),
      ...(booleans.length === 2 ? [{ type: 'boolean' }] : booleans.map((one) => this.of(one))),
      ...rest.map((part) => this.of(part)),
    ]
    const different = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()]
    if (different.length === 1) return different[0] ?? {}
    const [one, other] = different
    const nullable = different.length === 2 && other?.['type'] === 'null' && typeof one?.['type'] === 'string'
    if (nullable)
      return { ...one, type: [one['type'], 'null'], ...(Array.isArray(one['enum']) ? { enum: [...(one['enum'] as unknown[]), null] } : {}) }
    return { anyOf: different }
  }

  #tuple(type: ts.TypeReference): JsonSchema {
    const items = this.checker.getTypeArguments(type).map((part) => this.of(part))
    return { type: 'array', prefixItems: items, minItems: items.length, maxItems: items.length }
  }

  #argument(type: ts.Type): ts.Type {
    const [item] = this.checker.getTypeArguments(type as ts.TypeReference)
    if (!item) throw new Error(`${this.checker.typeToString(type)} has no items`)
    return item
  }

  #object(type: ts.Type): JsonSchema {
    const properties: Record<string, JsonSchema> = {}
    const required: string[] = []
    for (const property of this.checker.getPropertiesOfType(type)) {
      if (property.name.startsWith('__@')) continue
      const found = this.checker.getTypeOfSymbol(property)
      if (found.getCallSignatures().length > 0) continue
      properties[property.name] = this.of(found)
      if ((property.flags & ts.SymbolFlags.Optional) === 0) required.push(property.name)
    }
    const others = this.checker.getIndexInfoOfType(type, ts.IndexKind.String)
    return {
      type: 'object',
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
      ...(required.length > 0 ? { required: required.sort() } : {}),
      ...(others ? { additionalProperties: this.of(others.type) } : {}),
    }
  }

  #component(name: string, type: ts.Type): JsonSchema {
    if (!this.#names.has(type)) {
      const free = this.#freeName(name)
      this.#names.set(type, free)
      this.components[free] = {}
      const schema = this.#object(type)
      this.components[free] = schema
      this.#shareTwin(name, free, schema, type)
    }
    return { $ref: `#/components/schemas/${this.#names.get(type) ?? name}` }
  }

  /** Instances of one generic type that look alike on the wire are one component. */
  #shareTwin(name: string, own: string, schema: JsonSchema, type: ts.Type): void {
    const text = JSON.stringify(schema)
    const twin = Object.keys(this.components).find(
      (one) => one !== own && one.replace(/\d+$/, '') === name && JSON.stringify(this.components[one]) === text,
    )
    if (twin === undefined) return
    this.#names.set(type, twin)
    Reflect.deleteProperty(this.components, own)
  }

  #freeName(name: string): string {
    for (let n = 1; ; n++) {
      const wanted = n === 1 ? name : `${name}${n}`
      if (!(wanted in this.components)) return wanted
    }
  }

  /** An interface, a class or an alias of the repository; null for what is written in place. */
  #nameOf(type: ts.Type): string | null {
    const symbol = type.aliasSymbol ?? type.getSymbol()
    const declared = symbol?.declarations?.[0]
    if (!symbol || !declared || declared.getSourceFile().fileName.includes('/node_modules/') || symbol.name.startsWith('__')) return null
    const parameters = type.aliasTypeArguments ?? []
    const names = parameters.map((one) => one.aliasSymbol?.name ?? one.getSymbol()?.name ?? '')
    return names.some((one) => one === '' || one.startsWith('__') || one === 'Array' || one === 'ReadonlyArray')
      ? null
      : `${symbol.name}${names.join('')}`
  }
}
