/** `skew53 completion SHELL`: commands, options and their words for the Tab key, made from the commands themselves. */
import type { Command, Option } from 'commander';
import type { CommandLine } from './command-line.ts';
import { EXIT } from './exit-codes.ts';
import { UsageError } from './usage-error.ts';

const EXAMPLES = `Examples:
  source <(skew53 completion bash)                                in ~/.bashrc
  source <(skew53 completion zsh)                                 in ~/.zshrc, after compinit
  skew53 completion fish > ~/.config/fish/completions/skew53.fish`;

type Script = (program: Command) => string;

const SHELLS: Readonly<Record<string, Script>> = { bash, zsh, fish };

export function addCompletion(program: Command, { stdout, finish }: CommandLine): void {
  program
    .command('completion')
    .description('print a script that completes commands and options in a shell')
    .argument('<shell>', Object.keys(SHELLS).join(', '))
    .addHelpText('before', `${EXAMPLES}\n`)
    .action((shell: string) => {
      const script = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
      if (!script)
        throw new UsageError(`no script for ${shell}; there are ${Object.keys(SHELLS).join(', ')}`);
      stdout.write(script(program));
      finish(EXIT.done);
    });
}

const optionsOf = (command: Command) => command.options.filter(({ hidden }) => !hidden);
const flagsOf = (option: Option) =>
  [option.short, option.long].filter((flag) => flag !== undefined);
/** Whether a value follows in a word of its own. */
const takesValue = ({ required, optional }: Option) => required || optional;

/** Words before the one to be completed tell the command; after an option of a few words, those; else files too. */
function bash(program: Command): string {
  const cases = program.commands.map((command) => {
    const options = optionsOf(command);
    const choices = options.flatMap((option) =>
      option.argChoices
        ? [
            `      ${flagsOf(option).join('|')}) COMPREPLY=($(compgen -W '${option.argChoices.join(' ')}' -- "$word")); return ;;`,
          ]
        : [],
    );
    return [
      `    ${command.name()})`,
      ...(choices.length > 0 ? ['      case "$before" in', ...choices, '      esac'] : []),
      `      options='${[...options.flatMap(flagsOf), '--help'].join(' ')}' ;;`,
    ].join('\n');
  });
  return `# bash completion of skew53
_skew53() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" options=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${program.commands.map((command) => command.name()).join(' ')} --help --version' -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _skew53 skew53
`;
}

/** zsh reads bash completions. */
function zsh(program: Command): string {
  return `autoload -U +X bashcompinit && bashcompinit\n${bash(program)}`;
}

function fish(program: Command): string {
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = program.commands.flatMap((command) => [
    `complete -c skew53 -n __fish_use_subcommand -f -a ${command.name()} -d ${quoted(command.description())}`,
    ...optionsOf(command).map((option) =>
      [
        `complete -c skew53 -n '__fish_seen_subcommand_from ${command.name()}'`,
        ...(option.short ? [`-s ${option.short.slice(1)}`] : []),
        ...(option.long ? [`-l ${option.long.slice(2)}`] : []),
        ...(option.argChoices ? [`-x -a ${quoted(option.argChoices.join(' '))}`] : []),
        ...(takesValue(option) && !option.argChoices ? ['-r'] : []),
        `-d ${quoted(option.description)}`,
      ].join(' '),
    ),
  ]);
  return `# fish completion of skew53\n${lines.join('\n')}\n`;
}
