import { erasableSubjects } from '#testing'
import { eventLogContract } from '../contract'
import { MemoryEventLog } from './memory-event-log'
import { MemoryStore } from './memory-store'

eventLogContract('in memory', () => {
  const store = new MemoryStore()
  return Promise.resolve({
    log: new MemoryEventLog({ store }),
    open: (options) => new MemoryEventLog({ store, ...options }),
    subjects: erasableSubjects(),
    remove: (stream, revision) => {
      store.damage((rows) => rows.filter((row) => row.stream !== stream || row.revision !== revision))
      return Promise.resolve()
    },
    stop: () => Promise.resolve(),
  })
})
