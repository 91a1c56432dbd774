import { useQuery } from '@tanstack/react-query'
import { caseQuery } from '../../api/cases'

/** Whether anything can be recorded in a case: false where it holds what this version cannot read, whatever would be sent. */
export const useRecordable = (caseId: string): boolean => useQuery({ ...caseQuery(caseId), enabled: false }).data?.data.incomplete !== true
