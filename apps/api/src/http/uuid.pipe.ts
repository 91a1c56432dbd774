import { Injectable, type PipeTransform } from '@nestjs/common'
import { absent, isUuid, type Uuid } from '#kernel'

/** An id that is none can't be anybody's: it answers like one that isn't there. */
@Injectable()
export class UuidPipe implements PipeTransform<string, Uuid> {
  transform(value: string): Uuid {
    if (!isUuid(value)) throw absent('case.absent')
    return value.toLowerCase()
  }
}
