import { readConfig } from './config'

const config = (environment: Readonly<Record<string, string>>, ...args: readonly string[]) => readConfig(environment, args, '/teduh')

describe('what the API takes from outside', () => {
  it('listens to this machine alone where a variable is set to nothing, as a compose file does', () => {
    expect(config({ TEDUH_HOST: '', TEDUH_PORT: '' })).toMatchObject({ host: '127.0.0.1', port: 3000 })
  })

  it('takes the port of the command line before that of the variable', () => {
    expect(config({ TEDUH_HOST: '0.0.0.0', TEDUH_PORT: '4000' }, '--port', '5000')).toMatchObject({ host: '0.0.0.0', port: 5000 })
  })

  it.each([['seribu'], ['70000'], ['-1'], ['3.5'], []])('refuses --port %s', (...given) => {
    expect(() => config({}, '--port', ...given)).toThrow(expect.objectContaining({ code: 'workspace.port' }) as Error)
  })
})
