import { Command, CommanderError } from 'commander'
import { BackupRefused, type BackupErrorCode } from '#backup'
import { Refusal } from '#kernel'
import { MasterKeyFileRefused } from '#privacy'
import { errorText } from '#words'
import { startRefusal } from '#workspace'
import {
  listParked,
  pauseProjections,
  projectionStatus,
  rebuildProjections,
  resumeProjections,
  retryParkedStreams,
  showParked,
} from './projection-commands'
import {
  backup,
  backupKeys,
  recoverMasterKey,
  restore,
  restoreKeysFrom,
  type BackupOptions,
  type RestoreChoices,
  type RestoreKeysChoices,
} from './backup-commands'
import { isDebugging } from './config'
import { doctor } from './doctor-command'
import { importPopulationFile, importRegisterFile, type ImportOptions } from './import-commands'
import { seal, verify } from './log-commands'
import { exportToFile, importFromFile } from './move-commands'
import { reportRatio, type RatioOptions } from './report-commands'
import { sentence } from './sentence'
import { showRecoverySheet } from './sheet-command'
import { eraseSubjectOf, linkSubjects, unlinkSubjects, type EraseOptions, type LinkOptions, type UnlinkOptions } from './subject-commands'
import { CommandRefused, EXIT, EXIT_CODES, say } from './terminal'
import { usageSentence } from './usage'

function program(): Command {
  const teduh = new Command('teduh')
    .description('Teduh di baris perintah (Teduh on the command line)')
    .addHelpText('after', `\n${EXIT_CODES}`)
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(text), outputError: () => undefined })

  const imports = teduh.command('import').description('memasukkan data dari berkas CSV')
  imports
    .command('register <file>')
    .description('impor register; satu baris yang salah menahan seluruh berkas')
    .option('--dry-run', 'periksa saja')
    .option('--as <user>', 'atas nama pengguna ini (tanpa itu: kepala unit)')
    .action((file: string, options: ImportOptions) => importRegisterFile(file, options))
  imports
    .command('population <file>')
    .description('impor jumlah penduduk (penyebut rasio)')
    .option('--dry-run', 'periksa saja')
    .option('--as <user>', 'atas nama pengguna ini (tanpa itu: kepala unit)')
    .action((file: string, options: ImportOptions) => importPopulationFile(file, options))

  teduh
    .command('report')
    .description('laporan')
    .command('ratio')
    .description('rasio kekerasan satu tahun')
    .requiredOption('--year <year>', 'tahun pengaduan')
    .option('--as-of <instant>', 'keadaan data pada saat ini (UTC)')
    .option('--format <format>', 'table, json, atau csv', 'table')
    .action((options: RatioOptions) => reportRatio(options))

  const projections = teduh.command('projections').description('pembaca log: tabel baca dan reaktor')
  projections.command('status').description('seberapa jauh tiap pembaca').action(projectionStatus)
  projections.command('pause [name]').description('tahan pembaca di semua pekerja').action(pauseProjections)
  projections.command('resume [name]').description('lanjutkan pembaca').action(resumeProjections)
  const parked = projections.command('parked').description('stream yang ditahan')
  parked.command('list').description('semuanya').action(listParked)
  parked.command('show <model> <stream>').description('peristiwa yang ditahan dan sebabnya').action(showParked)
  parked.command('retry <model> [stream]').description('ambil lagi setelah sebabnya diperbaiki').action(retryParkedStreams)
  projections.command('rebuild [name]').description('bangun ulang dari log').action(rebuildProjections)

  const log = teduh.command('log').description('log peristiwa')
  log
    .command('verify')
    .description('periksa rantai tiap stream, isi, dan segmen bertanda tangan')
    .addHelpText('after', `\n${EXIT_CODES}`)
    .action(verify)
  log
    .command('seal')
    .description('tandatangani log sampai akhirnya, sekarang juga')
    .option('--after-restore', 'cadangan lama sengaja dipulihkan: simpan kepala log yang lama dan mulai dari log ini')
    .action(seal)
  log.command('export <file>').description('salin seluruh log ke berkas; percobaan yang terputus dilanjutkan').action(exportToFile)
  log.command('import <file>').description('masukkan berkas itu ke log yang kosong').action(importFromFile)

  teduh
    .command('backup <file>')
    .description('cadangkan log dan pengaturan, tanpa kunci')
    .option('--keys <file>', 'sekaligus cadangkan kunci ke berkas ini')
    .action((file: string, options: BackupOptions) => backup(file, options))
  teduh
    .command('restore <file>')
    .description('pulihkan cadangan ke pemasangan kosong')
    .option('--keys <file>', 'sekaligus pulihkan kunci dari berkas ini')
    .option('--ledger-lost', 'buku penghapusan yang terbaru sudah hilang selamanya')
    .action((file: string, options: RestoreChoices) => restore(file, options))
  const keys = teduh.command('keys').description('kunci tersegel; kunci induk tetap di lembar pemulihan')
  keys.command('backup <file>').description('cadangkan kunci, terpisah dari data').action(backupKeys)
  keys
    .command('restore <file>')
    .description('pulihkan kunci setelah teduh restore')
    .option('--allow-missing', 'lanjutkan walaupun ada kunci yang hilang selamanya')
    .option('--ledger-lost', 'buku penghapusan yang terbaru sudah hilang selamanya')
    .action((file: string, options: RestoreKeysChoices) => restoreKeysFrom(file, options))
  keys.command('sheet').description('tampilkan lembar pemulihan kunci induk').action(showRecoverySheet)
  keys.command('recover <file>').description('tulis berkas kunci induk dari ketikan lembar pemulihan').action(recoverMasterKey)
  const subject = teduh.command('subject').description('orang dalam kasus')
  subject
    .command('link <subjectId> <otherId>')
    .description('tautkan dua catatan tentang orang yang sama; penghapusan yang satu menghapus keduanya')
    .requiredOption('--basis <code>', 'dasar: kode daftar linkBasis')
    .option('--as <user>', 'atas nama pengguna ini (tanpa itu: kepala unit)')
    .action((subjectId: string, otherId: string, options: LinkOptions) => linkSubjects(subjectId, otherId, options))
  subject
    .command('unlink <subjectId> <otherId>')
    .description('cabut tautan itu')
    .requiredOption('--reason <code>', 'alasan: kode daftar correctionReason')
    .option('--as <user>', 'atas nama pengguna ini (tanpa itu: kepala unit)')
    .action((subjectId: string, otherId: string, options: UnlinkOptions) => unlinkSubjects(subjectId, otherId, options))
  subject
    .command('erase <subjectId>')
    .description('hapus selamanya data seseorang, pada semua kasus yang ditautkan (UU 27/2022 pasal 8, 43, 44)')
    .requiredOption('--reason <code>', 'alasan: kode daftar erasureReason')
    .option('--as <user>', 'atas nama pengguna ini (tanpa itu: kepala unit)')
    .option('--without-texts', 'catatan yang juga menyangkut orang lain tidak diperlukan lagi')
    .option('--dry-run', 'tunjukkan saja yang akan terhapus')
    .action((subjectId: string, options: EraseOptions) => eraseSubjectOf(subjectId, options))

  teduh.command('doctor').description('periksa pemasangan').action(doctor)
  for (const command of withChildren(teduh)) command.exitOverride()
  return teduh
}

const withChildren = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(withChildren)]

/** Files that the command names and that can't be taken so. */
const WRONG_FILE: ReadonlySet<BackupErrorCode> = new Set([
  'backup.file-exists',
  'backup.file-unreadable',
  'backup.no-file',
  'backup.other-kind',
  'backup.not-ours',
  'backup.same-file',
])

function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) {
    const wrong = usageSentence(error)
    if (wrong !== null) say(wrong)
    return error.exitCode === 0 ? EXIT.done : EXIT.misuse
  }
  const code = tellRefusal(error)
  if (isDebugging() && error instanceof Error) say(error.stack ?? '')
  return code
}

/** @returns the exit code */
function tellRefusal(error: unknown): number {
  if (error instanceof CommandRefused) {
    say(error.message)
    return error.exitCode
  }
  if (error instanceof BackupRefused) {
    say(sentence(error.code, error.params))
    if (error.code === 'backup.file-unwritable') return EXIT.unable
    return WRONG_FILE.has(error.code) ? EXIT.misuse : EXIT.refused
  }
  if (error instanceof Refusal) {
    say(errorText(error.code, error.params, 'id'))
    return error.kind === 'busy' ? EXIT.unable : EXIT.refused
  }
  const told = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
  say(startRefusal(error) ?? `Kesalahan yang tak terduga (unexpected error): ${told}`)
  return error instanceof MasterKeyFileRefused && error.fault === 'exists' ? EXIT.misuse : EXIT.unable
}

program()
  .parseAsync(process.argv)
  .then(
    () => EXIT.done,
    (error: unknown) => exitCodeFor(error),
  )
  .then((code) => process.exit(code))
  .catch(() => process.exit(EXIT.unable))
