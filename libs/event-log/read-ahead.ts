/** @yields the same pages; one is always on its way while another is worked on */
export async function* readAhead<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  const iterator = pages[Symbol.asyncIterator]()
  try {
    for (let next = iterator.next(); ;) {
      const page = await next
      if (page.done === true) return
      next = iterator.next()
      // met by the next await
      next.catch(() => undefined)
      yield page.value
    }
  } finally {
    await iterator.return?.()
  }
}
