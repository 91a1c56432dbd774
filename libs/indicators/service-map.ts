/** Which sub-activity a service belongs to; `null` stands for *tanpa kode*. Keyed by the whole code: its last four digits repeat. */
export interface ServiceCode {
  readonly service: string
  readonly beneficiary: 'anak' | 'perempuan'
  readonly code: string
  /** only where this one paid; null: always */
  readonly payer: string | null
}

/** Raise it with every change of the list. */
export const SERVICE_MAP_VERSION = 1

const CHILDREN = '2.08.07.2.02.'
const WOMEN = '2.08.03.2.02.'

const code = (
  service: string,
  beneficiary: ServiceCode['beneficiary'],
  prefix: string,
  number: string,
  payer: string | null = null,
): ServiceCode => ({
  service,
  beneficiary,
  code: `${prefix}${number}`,
  payer,
})

/**
 * Sub-activities of the programmes 2.08.03 (women) and 2.08.07 (children). Health counts where the unit pays, counselling where a
 * listed expert gives it (recorded as tenaga_ahli); everything that is not here is reported without a code.
 */
export const serviceMap: readonly ServiceCode[] = [
  code('pengaduan', 'anak', CHILDREN, '0008'),
  code('penjangkauan', 'anak', CHILDREN, '0008'),
  code('tenaga_ahli', 'anak', CHILDREN, '0009'),
  code('medikolegal', 'anak', CHILDREN, '0010'),
  code('gelar_kasus', 'anak', CHILDREN, '0011'),
  code('rumah_perlindungan', 'anak', CHILDREN, '0012'),
  code('pendampingan', 'anak', CHILDREN, '0013'),
  code('kesehatan', 'anak', CHILDREN, '0014', 'unit'),
  code('kesehatan', 'perempuan', WOMEN, '0003', 'unit'),
  code('gelar_kasus', 'perempuan', WOMEN, '0004'),
  code('tenaga_ahli', 'perempuan', WOMEN, '0005'),
  code('rumah_perlindungan', 'perempuan', WOMEN, '0006'),
  code('medikolegal', 'perempuan', WOMEN, '0007'),
  code('pendampingan', 'perempuan', WOMEN, '0009'),
]
