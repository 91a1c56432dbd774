import { IconCloudOff, IconRefresh } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useExplain } from '../api/explain'
import { useFormat } from '../i18n/format'
import { Button } from './button'
import { Empty } from './empty'
import { Marked, type Shown } from './marked'
import { Note } from './side-section'

const patience = 300

/** "Memuat…", once there has really been something to wait for: an answer within 300 ms shows no flicker. */
export function Loading() {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => {
      setShown(true)
    }, patience)
    return () => {
      clearTimeout(timer)
    }
  }, [])
  return <p role="status">{shown ? t('loading') : '\u00a0'}</p>
}

/** Nothing came: the sentence of what went wrong, and the way to try again. */
export function NotLoaded({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation()
  const explain = useExplain()
  return (
    <Empty
      fact={explain(error)}
      action={
        <Button icon={<IconRefresh size={18} aria-hidden />} onClick={onRetry}>
          {t('retry')}
        </Button>
      }
    />
  )
}

/**
 * What a screen has asked: waits quietly, says what went wrong, and goes on showing what it has, with its hour, when the network
 * is lost later. What the server marked is said above it.
 */
export function Answered<Data>({
  query,
  as = 'list',
  children,
}: {
  query: UseQueryResult<Data>
  as?: Shown
  children: (data: NonNullable<Data>) => ReactNode
}) {
  const { t } = useTranslation()
  const { time } = useFormat()
  const explain = useExplain()
  const retry = (): void => {
    void query.refetch()
  }
  const { data } = query
  if (data === undefined || data === null) return query.isError ? <NotLoaded error={query.error} onRetry={retry} /> : <Loading />
  return (
    <>
      {query.isError && (
        <Note tone="kunyit" icon={<IconCloudOff size={18} aria-hidden />} title={explain(query.error)}>
          <p>{t('shownAsOf', { time: time(new Date(query.dataUpdatedAt)) })}</p>
          <div>
            <Button size="row" onClick={retry}>
              {t('retry')}
            </Button>
          </div>
        </Note>
      )}
      <Marked content={data} as={as} />
      {children(data)}
    </>
  )
}
