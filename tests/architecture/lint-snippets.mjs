// Lints the texts given on stdin, each as if it were the content of its file; prints the names of the rules broken.
import { readFileSync } from 'node:fs'

// With CI set the parser would read each file from the disk once and never see the text that is given here.
process.env.TSESTREE_SINGLE_RUN = 'false'
const { ESLint } = await import('eslint')

const eslint = new ESLint({ ignore: false })
const answers = []
for (const { file, text } of JSON.parse(readFileSync(0, 'utf8'))) {
  const [result] = await eslint.lintText(text, { filePath: file })
  answers.push(result.messages.map(({ ruleId, message }) => ruleId ?? message))
}
process.stdout.write(JSON.stringify(answers))
