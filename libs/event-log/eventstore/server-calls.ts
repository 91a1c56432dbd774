import type { ClientDuplexStream } from '@grpc/grpc-js'
import { EventStoreDBClient } from '@eventstore/db-client'
import { StreamsClient, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb'
import type { AppendReq, AppendResp, ReadReq } from '@eventstore/db-client/generated/streams_pb'
import { readAnswer, writeAppend, type Answer, type AppendRequest } from './append-wire'

export type AppendCall = ClientDuplexStream<AppendRequest, Answer>
export type ReadCall = ReturnType<StreamsClient['read']>

/** What the client offers to those who extend it; every client of the package is one. */
class Inner extends EventStoreDBClient {
  static supportsBatches(client: Inner): Promise<boolean> {
    return client.supports(StreamsService.batchAppend)
  }

  static openBatches(client: Inner): Promise<AppendCall> {
    const options = client.callArguments({ requiresLeader: true }, { deadline: Infinity })
    return client.GRPCStreamCreator(StreamsClient, 'batchAppend', (stub: StreamsClient) =>
      stub.makeBidiStreamRequest(StreamsService.batchAppend.path, writeAppend, readAnswer, ...options),
    )()
  }

  /** @param listen called as soon as there is a call, before anything can come of it */
  static openRead(client: Inner, request: ReadReq, listen: (call: ReadCall) => void): Promise<ReadCall> {
    const options = client.callArguments({ requiresLeader: true }, { deadline: Infinity })
    return client.GRPCStreamCreator(StreamsClient, 'read', (stub: StreamsClient) => {
      const call = stub.read(request, ...options)
      listen(call)
      return call
    })()
  }

  /** What is thrown where the connection was given up meanwhile comes to whoever asked. */
  static sendAppend(client: Inner, requests: readonly AppendReq[]): Promise<AppendResp> {
    const options = client.callArguments({ requiresLeader: true }, { deadline: Infinity })
    const send = (stub: StreamsClient): Promise<AppendResp> =>
      new Promise((resolve, reject) => {
        const call = stub.append(...options, (error, answer) => (error ? reject(error) : resolve(answer)))
        call.on('error', reject)
        for (const request of requests) call.write(request)
        call.end()
      })
    return client.execute(StreamsClient, 'append', send)
  }

  static async close(client: Inner): Promise<void> {
    await client.dispose()
    const channel = await client.getChannel()
    channel.close()
  }
}

export const { supportsBatches, openBatches, openRead, sendAppend, close: closeClient } = Inner
