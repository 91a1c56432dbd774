import {
  URGENCIES,
  type ComplaintForm,
  type DatePrecision,
  type Identity,
  type IncidentForm,
  type IncidentWhen,
  type Sex,
  type StatedAge,
  type VictimForm,
  type Urgency,
} from '#cases'
import { Choice, CodeOf, CodesOf, Day, Moment, Nik, Part, Parts, Phone, Text, TimeOfDay, Whole, Wholes, YesNo } from '../fields'

const optional = { optional: true } as const

/** Who somebody is; everything may be unknown. */
export class IdentityFields {
  @Text(120, optional) name?: string | null
  @Nik(optional) nik?: string | null
  @Phone(optional) phone?: string | null
  @Text(300, optional) address?: string | null

  toIdentity(): Identity {
    return { name: this.name ?? null, nik: this.nik ?? null, phone: this.phone ?? null, address: this.address ?? null }
  }
}

/** A birth date, or a stated age and the moment it was true, or neither. */
export class AgeFields {
  @Day(optional) birthDate?: string | null
  @Whole(0, 120, optional) years?: number | null
  @Choice(['kejadian', 'pengaduan'], optional) statedFor?: 'kejadian' | 'pengaduan' | null

  toAge(): StatedAge {
    return { birthDate: this.birthDate ?? null, years: this.years ?? null, statedFor: this.statedFor ?? 'kejadian' }
  }
}

export class SafeContactFields {
  @CodeOf('contactMethod') method!: string
  /** 1 Monday … 7 Sunday */
  @Wholes(1, 7)
  days!: number[]
  @TimeOfDay(optional) from?: string | null
  @TimeOfDay(optional) to?: string | null
  @CodeOf('whoMayAnswer') whoMayAnswer!: string
  @Text(500, optional) detail?: string | null
  @Text(120, optional) codePhrase?: string | null

  toSafeContact() {
    const { method, days, whoMayAnswer } = this
    return {
      method,
      days,
      from: this.from ?? null,
      to: this.to ?? null,
      whoMayAnswer,
      detail: this.detail ?? null,
      codePhrase: this.codePhrase ?? null,
    }
  }
}

export class VictimFields {
  @Part(() => IdentityFields) identity!: IdentityFields
  @Choice(['P', 'L', 'tidak_diketahui']) sex!: Sex
  @Part(() => AgeFields) age!: AgeFields
  @Text(60, optional) kecamatan?: string | null
  @Text(60, optional) desa?: string | null
  @CodeOf('education', optional) education?: string | null
  @CodeOf('marital', optional) marital?: string | null
  @CodeOf('occupation', optional) occupation?: string | null
  @CodeOf('disability', optional) disability?: string | null
  @Part(() => SafeContactFields, optional) safeContact?: SafeContactFields | null

  toVictim(): VictimForm {
    const { desa = null, education = null, marital = null, occupation = null, disability = null } = this
    return {
      identity: this.identity.toIdentity(),
      sex: this.sex,
      age: this.age.toAge(),
      kecamatan: this.kecamatan?.trim() || null,
      circumstances: { desa, education, marital, occupation, disability },
      safeContact: this.safeContact?.toSafeContact() ?? null,
    }
  }
}

export class PerpetratorFields {
  @Part(() => IdentityFields) identity!: IdentityFields
  @Choice(['P', 'L', 'tidak_diketahui']) sex!: Sex
  @Whole(0, 120, optional) years?: number | null
}

export class RelatedPersonFields {
  @Choice(['keluarga', 'wali', 'saksi', 'pendamping']) role!: 'keluarga' | 'wali' | 'saksi' | 'pendamping'
  @YesNo() inConflict!: boolean
  @Part(() => IdentityFields) identity!: IdentityFields
}

/** By place in the form's lists, from 0. */
export class RelationFields {
  @Whole(0, 49) victim!: number
  @Whole(0, 49) perpetrator!: number
  @CodeOf('relation') relation!: string
  @YesNo(optional) sharedHousehold?: boolean | null
}

export class WhenFields {
  @Choice(['hari', 'rentang', 'bulan', 'tahun', 'tidak_diketahui']) precision!: DatePrecision
  @Day(optional) from?: string | null
  @Day(optional) to?: string | null
  @Moment(optional) at?: string | null

  toWhen(): IncidentWhen {
    return { precision: this.precision, from: this.from ?? null, to: this.to ?? null, at: this.at ?? null }
  }
}

export class IncidentFields {
  @Part(() => WhenFields) when!: WhenFields
  @CodeOf('place') place!: string
  @CodesOf('form', 1) forms!: string[]
  /** all flags but kdrt */
  @CodesOf('flag') flags!: string[]
  @CodesOf('sexualForm') sexualForms!: string[]
  /** left out: as proposed from relation and shared household */
  @YesNo(optional) kdrt?: boolean | null
  @CodeOf('kdrtReason', optional) kdrtReason?: string | null

  toIncident(): IncidentForm {
    const { place, forms, flags, sexualForms } = this
    return { when: this.when.toWhen(), place, forms, flags, sexualForms, kdrt: this.kdrt ?? null, kdrtReason: this.kdrtReason ?? null }
  }
}

/** A whole complaint in one request: `POST /api/v1/cases`. */
export class ReceiveComplaintForm {
  @CodeOf('channel') channel!: string
  @CodeOf('reporterKind') reporterKind!: string
  @Moment(optional) receivedAt?: string | null
  @Day(optional) receivedOn?: string | null
  /** left out: not yet assessed, counts as tinggi */
  @Choice(URGENCIES, optional) urgency?: Urgency | null
  @Part(() => IdentityFields, optional) reporter?: IdentityFields | null
  @Parts(() => VictimFields, 0, 50) victims!: VictimFields[]
  @Parts(() => PerpetratorFields, 0, 50) perpetrators!: PerpetratorFields[]
  @Parts(() => RelatedPersonFields, 0, 50) relatedPersons!: RelatedPersonFields[]
  @Parts(() => RelationFields, 0, 200) relations!: RelationFields[]
  @Part(() => IncidentFields, optional) incident?: IncidentFields | null
  @Text(50_000, optional) chronology?: string | null
  @Choice(['korban', 'pelapor', 'keduanya'], optional) dutyExplainedTo?: 'korban' | 'pelapor' | 'keduanya' | null
  /** the number in another register */
  @Text(60, optional) externalNumber?: string | null

  /** `number` comes from the unit's register. */
  toForm(number: string | null): ComplaintForm {
    const { channel, reporterKind, relations } = this
    return {
      channel,
      reporterKind,
      receivedAt: this.receivedAt ?? null,
      receivedOn: this.receivedOn ?? null,
      urgency: this.urgency ?? null,
      reporter: this.reporter?.toIdentity() ?? null,
      victims: this.victims.map((victim) => victim.toVictim()),
      perpetrators: this.perpetrators.map(({ identity, sex, years }) => ({ identity: identity.toIdentity(), sex, years: years ?? null })),
      relatedPersons: this.relatedPersons.map(({ role, inConflict, identity }) => ({ role, inConflict, identity: identity.toIdentity() })),
      relations: relations.map((one) => ({ ...one, sharedHousehold: one.sharedHousehold ?? null })),
      incident: this.incident?.toIncident() ?? null,
      chronology: this.chronology ?? null,
      dutyExplainedTo: this.dutyExplainedTo ?? null,
      externalNumber: this.externalNumber ?? null,
      number,
    }
  }
}
