import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from './button'

/** How a form of the administration ends. @param label what saving is called here; *Simpan* unless told */
export function SaveOrCancel({ busy, cancelTo, label }: { busy: boolean; cancelTo: string; label?: string }) {
  const { t } = useTranslation('admin')
  return (
    <>
      <Button type="submit" tone="due" busy={busy}>
        {busy ? t('saving') : (label ?? t('save'))}
      </Button>
      <ButtonLink to={cancelTo}>{t('cancel')}</ButtonLink>
    </>
  )
}
