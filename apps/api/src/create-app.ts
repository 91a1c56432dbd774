import cookie from '@fastify/cookie'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { existsSync } from 'node:fs'
import type { Workspace } from '#workspace'
import { AppModule } from './app.module'
import type { Config } from './config'
import { answerWithSafeHeaders, setSafeHeaders } from './http/answer-headers'
import { apiDocument } from './http/api-document'
import { MAX_JSON_BYTES, parseBodies } from './http/body-parsers'
import { answerWithCorrelation, CORRELATION_HEADER, correlationOf } from './http/correlation'
import { serveMetrics } from './http/metrics'
import { ProblemFilter } from './http/problem.filter'
import { serveDocuments } from './http/documents'
import { requireDeclaredPermissions, requireDeclaredReads } from './http/routes'
import { validationPipe } from './http/validation'
import { serveWeb } from './http/web-files'

/** Puts the HTTP application together; it does not listen yet. */
export async function createApp(config: Config, workspace: Workspace): Promise<NestFastifyApplication> {
  const problems = new ProblemFilter()
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_JSON_BYTES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      setSafeHeaders(request, reply)
      void reply.header(CORRELATION_HEADER, correlationOf(request))
      problems.answer(error, request, reply)
    },
  })
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, workspace), adapter, {
    bodyParser: false,
    logger: ['error', 'warn'],
    abortOnError: false,
  })
  requireDeclaredPermissions(app)
  requireDeclaredReads(app, workspace.projections.names)
  const server = adapter.getInstance()
  parseBodies(server)
  answerWithCorrelation(server)
  answerWithSafeHeaders(server)
  serveMetrics(server, workspace.metrics, config.metricsToken ?? null)
  await app.register(cookie)
  app.useGlobalPipes(validationPipe())
  serveDocuments(server, apiDocument(app))
  if (existsSync(config.webDirectory)) serveWeb(server, config.webDirectory)
  await app.init()
  return app
}
