import { Root } from 'protobufjs/light'

/**
 * The protocol's messages about an append, as far as they are written or read here: `BatchAppendReq`, `BatchAppendResp` and
 * `WrongExpectedVersion`. The names are ours, the numbers the protocol's. The client's generated classes write and read the same bytes;
 * they take more time for it than all else that an append does here.
 */
const root = Root.fromJSON({
  nested: {
    Empty: { fields: {} },
    Uuid: {
      oneofs: { value: { oneof: ['structured', 'string'] } },
      fields: { structured: { type: 'Bits', id: 1 }, string: { type: 'string', id: 2 } },
    },
    Bits: { fields: { most: { type: 'int64', id: 1 }, least: { type: 'int64', id: 2 } } },
    Append: {
      fields: {
        correlationId: { type: 'Uuid', id: 1 },
        options: { type: 'Options', id: 2 },
        proposed: { rule: 'repeated', type: 'Proposed', id: 3 },
        isFinal: { type: 'bool', id: 4 },
      },
    },
    Options: { fields: { stream: { type: 'StreamName', id: 1 }, revision: { type: 'uint64', id: 2 }, noStream: { type: 'Empty', id: 3 } } },
    StreamName: { fields: { name: { type: 'bytes', id: 3 } } },
    Proposed: {
      fields: { id: { type: 'Uuid', id: 1 }, metadata: { rule: 'repeated', type: 'Entry', id: 2 }, data: { type: 'bytes', id: 4 } },
    },
    Entry: { fields: { key: { type: 'string', id: 1 }, value: { type: 'string', id: 2 } } },
    Answer: {
      fields: { correlationId: { type: 'Uuid', id: 1 }, error: { type: 'Status', id: 2 }, success: { type: 'Success', id: 3 } },
    },
    Status: { fields: { details: { type: 'Any', id: 3 } } },
    Any: { fields: { typeUrl: { type: 'string', id: 1 }, value: { type: 'bytes', id: 2 } } },
    Success: { fields: { revision: { type: 'uint64', id: 1 }, position: { type: 'Position', id: 3 } } },
    Position: { fields: { commit: { type: 'uint64', id: 1 }, prepare: { type: 'uint64', id: 2 } } },
    WrongRevision: {
      oneofs: { current: { oneof: ['revision', 'noStream'] } },
      fields: { revision: { type: 'uint64', id: 1 }, noStream: { type: 'Empty', id: 2 } },
    },
  },
})

export const AppendMessage = root.lookupType('Append')
export const AnswerMessage = root.lookupType('Answer')
export const WrongRevisionMessage = root.lookupType('WrongRevision')
