import { isErased, type CaseFile } from '../../api/case-file'

/**
 * A case as far as somebody still has something to do for its people: nobody can be asked, met or told any more for a victim whose data
 * were erased. Beds stay taken until somebody says that they are free.
 */
export function dutiesOf(file: CaseFile): CaseFile {
  const isLeft = (id: string): boolean => !isErased(file, id)
  const anyLeft = ({ victimIds }: { victimIds: readonly string[] }): boolean => victimIds.some(isLeft)
  if (file.erased.length + file.erasing.length === 0) return file
  const left = file.victims.some(({ victimId, voided }) => !voided && isLeft(victimId))
  return {
    ...file,
    incidents: file.incidents.filter(anyLeft).map((incident) => ({ ...incident, victimIds: incident.victimIds.filter(isLeft) })),
    needs: file.needs.filter(({ victimId }) => isLeft(victimId)),
    plans: file.plans.filter(({ victimId }) => isLeft(victimId)),
    protections: file.protections.filter(anyLeft),
    ...(left ? {} : { urgency: file.urgency ?? 'rendah', firstContact: { ...file.firstContact, dueAt: null } }),
  }
}
