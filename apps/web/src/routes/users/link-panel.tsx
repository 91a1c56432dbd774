import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetupLink } from '../../api/administration'
import { Button } from '../../components/button'
import { Note } from '../../components/side-section'
import { useFormat } from '../../i18n/format'
import style from './users.module.css'

/** A one-time link, shown once. Its token stands behind `#`, so that no server ever logs it. */
export function LinkPanel({ name, link }: { name: string; link: SetupLink }) {
  const { t } = useTranslation('admin')
  const { asOf } = useFormat()
  const [copied, setCopied] = useState(false)
  const address = `${window.location.origin}${link.path}`
  return (
    <div role="status">
      <Note tone="nila" icon={<IconKey size={18} aria-hidden />} title={t('accounts.linkTitle', { name })}>
        <p>{t('accounts.linkDetail', { until: asOf(link.expiresAt) })}</p>
        <p>
          <code className={style.link} aria-label={t('accounts.linkLabel')}>
            {address}
          </code>
        </p>
        {window.isSecureContext && (
          <div>
            <Button
              size="row"
              icon={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              onClick={() => {
                void navigator.clipboard.writeText(address).then(() => {
                  setCopied(true)
                })
              }}
            >
              {copied ? t('copied') : t('copy')}
            </Button>
          </div>
        )}
      </Note>
    </div>
  )
}
