import { EventStoreDBClient } from '@eventstore/db-client'
import { StreamsClient, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb'
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb'

export type AppendCall = ReturnType<StreamsClient['batchAppend']>
export type ReadCall = ReturnType<StreamsClient['read']>

/** What the client offers to those who extend it; every client of the package is one. */
class Inner extends EventStoreDBClient {
  static supportsBatches(client: Inner): Promise<boolean> {
    return client.supports(StreamsService.batchAppend)
  }

  static openBatches(client: Inner): Promise<AppendCall> {
    const options = client.callArguments({ requiresLeader: true }, { deadline: Infinity })
    return client.GRPCStreamCreator(StreamsClient, 'batchAppend', (stub: StreamsClient) => stub.batchAppend(...options))()
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

  static async close(client: Inner): Promise<void> {
    await client.dispose()
    const channel = await client.getChannel()
    channel.close()
  }
}

export const { supportsBatches, openBatches, openRead, close: closeClient } = Inner
