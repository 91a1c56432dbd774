import { queryOptions } from '@tanstack/react-query'
import { ask, tell, type CommandAnswer } from './call'
import type { AnswerAt, Shape } from './shapes'

export type Account = Shape<'Account'>
export type Role = Account['roles'][number]
export type Unit = Shape<'Unit'>
export type Accounts = AnswerAt<'/api/v1/users'>
/** A link with which a colleague chooses a password; shown once. */
export type SetupLink = Shape<'SetupLinkView'>

type Headers = Record<string, string>

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  gcTime: 0,
  queryFn: async ({ signal }): Promise<Accounts> => (await ask<Accounts>('/api/v1/users', signal)).data,
})

export const createAccount = async (body: object, headers: Headers): Promise<{ user: Account; link: SetupLink }> =>
  (await tell<{ user: Account; link: SetupLink }>('post', '/api/v1/users', { body, headers })).data

export const changeAccount = async (id: string, body: object): Promise<Account> => (await tell<Account>('put', `/api/v1/users/${id}`, { body })).data

export const newSetupLink = async (id: string): Promise<SetupLink> => (await tell<SetupLink>('post', `/api/v1/users/${id}/setup-link`, {})).data

/** Whose link it is, so that the page can greet. */
export const openSetupLink = async (token: string): Promise<{ username: string; displayName: string }> =>
  (await tell<{ username: string; displayName: string }>('post', '/api/v1/setup/link', { body: { token } })).data

export const choosePassword = async (token: string, password: string): Promise<void> => {
  await tell<unknown>('post', '/api/v1/setup/password', { body: { token, password } })
}

export const changePassword = async (current: string, next: string): Promise<void> => {
  await tell<unknown>('post', '/api/v1/session/password', { body: { current, next } })
}

export const saveUnit = async (body: { name: string; regency: string; zone: string }): Promise<void> => {
  await tell<unknown>('post', '/api/v1/setup/unit', { body })
}

export const confirmCheckWord = async (word: string): Promise<void> => {
  await tell<unknown>('post', '/api/v1/setup/check-word', { body: { word } })
}

export type InstitutionLine = Shape<'InstitutionRow'>
export const institutionLinesQuery = queryOptions({
  queryKey: ['institutions'],
  gcTime: 0,
  queryFn: async ({ signal }): Promise<InstitutionLine[]> => (await ask<InstitutionLine[]>('/api/v1/institutions', signal)).data,
})
export const registerInstitution = async (body: object, headers: Headers): Promise<CommandAnswer> =>
  (await tell<CommandAnswer>('post', '/api/v1/institutions', { body, headers })).data
export const retireInstitution = async (id: string, body: object, headers: Headers): Promise<CommandAnswer> =>
  (await tell<CommandAnswer>('post', `/api/v1/institutions/${id}/retire`, { body, headers })).data

export type ShelterLine = Shape<'ShelterBoardItem'>
export type Client = ShelterLine['accepts'][number]
export const shelterLinesQuery = queryOptions({
  queryKey: ['shelters'],
  gcTime: 0,
  queryFn: async ({ signal }): Promise<ShelterLine[]> => (await ask<ShelterLine[]>('/api/v1/shelters', signal)).data,
})
export const openShelter = async (body: object, headers: Headers): Promise<CommandAnswer> =>
  (await tell<CommandAnswer>('post', '/api/v1/shelters', { body, headers })).data
export const changeCapacity = async (id: string, body: object, headers: Headers): Promise<CommandAnswer> =>
  (await tell<CommandAnswer>('post', `/api/v1/shelters/${id}/capacity`, { body, headers })).data
