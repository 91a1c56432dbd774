import { Pool } from 'pg'

/** @returns a pool that bears to see its server stopped while its last connections are still saying goodbye */
export function openPool(databaseUrl: string, connections: number): Pool {
  const pool = new Pool({ connectionString: databaseUrl, max: connections })
  pool.on('error', () => undefined)
  return pool
}
