import { Controller, Get, Header } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import { CODE_LISTS, CODE_LISTS_VERSION, type CodeEntry } from '#cases'
import { Permits } from '../permits'
import { Reads } from '../reads'

@ApiTags('code-lists')
@Controller('api/v1/code-lists')
export class CodeListsController {
  @Get()
  @Permits('session.own')
  @Reads()
  @Header('cache-control', 'private, max-age=300')
  @ApiOperation({ summary: 'Daftar kode' })
  lists(): { version: number; lists: Readonly<Record<string, readonly CodeEntry[]>> } {
    return { version: CODE_LISTS_VERSION, lists: CODE_LISTS }
  }
}
