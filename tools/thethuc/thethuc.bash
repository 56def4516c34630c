# Completion of thethuc for bash: subcommands, options and their values, template ids, files.

# The names of limits.
_thethuc_limits=(archive-bytes archive-entries archive-ratio part-bytes unpacked-bytes xml-depth xml-nodes
  relationships tags tag-bytes paragraph-tags section-depth partials partial-depth partial-bytes
  schema-bytes schema-values schema-steps data-bytes data-depth data-values rich-bytes
  picture-bytes picture-pixels svg-nodes svg-depth check-paragraphs output-bytes output-ratio steps steps-ratio
  seconds record-bytes record-columns workbook-bytes shared-strings-bytes join-documents join-bytes convert-paragraphs convert-table-depth convert-bytes convert-pages convert-pixels convert-memory
  convert-seconds)

# The options that stand before and after every subcommand.
_thethuc_common='--errors --lang --templates --limit --allow-external -q --quiet -v --verbose --log-json -h --help'

# Template ids, from the folder that the line names, if it names one.
_thethuc_ids() {
  local -a folder=()
  local i
  for ((i = 1; i < ${#COMP_WORDS[@]} - 1; ++i)); do
    if [[ ${COMP_WORDS[i]} == --templates ]]; then
      # "--templates=DIR" reaches us as three words, "--templates DIR" as two.
      if [[ ${COMP_WORDS[i + 1]} == '=' ]]; then
        folder=(--templates "${COMP_WORDS[i + 2]}")
      else
        folder=(--templates "${COMP_WORDS[i + 1]}")
      fi
    fi
  done
  "${COMP_WORDS[0]}" templates list --format="${1:-ids}" "${folder[@]}" 2>/dev/null
}

# The profiles that templates have.
_thethuc_profiles() {
  _thethuc_ids json | tr -d '\n' | grep -o '"profiles": *\[[^]]*\]' | sed 's/"profiles"//' | grep -o '[^][", :]*' | sort -u
}

# Words that may follow, one a line, those with the prefix $2 kept.
_thethuc_offer() {
  local word
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(compgen -W "$1" -- "$2")
}

# Files and folders; the second argument, if any, is a pattern that file names must match.
_thethuc_files() {
  local name
  compopt -o filenames 2>/dev/null
  while IFS= read -r name; do
    # shellcheck disable=SC2053  # $2 is a pattern
    if [[ -d $name || -z ${2-} || $name == $2 ]]; then
      COMPREPLY+=("$name")
    fi
  done < <(compgen -f -- "$1")
}

_thethuc_folders() {
  local name
  compopt -o filenames 2>/dev/null
  while IFS= read -r name; do
    COMPREPLY+=("$name")
  done < <(compgen -d -- "$1")
}

_thethuc() {
  COMPREPLY=()
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  # bash cuts "--errors=json" at the '='.
  if [[ $current == '=' ]]; then
    current=''
  elif [[ $previous == '=' ]] && ((COMP_CWORD >= 2)); then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi

  # The subcommand and how many arguments it has already.
  local command='' arguments=0 i word
  for ((i = 1; i < COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    if [[ $command == check && $word == --pages ]]; then
      continue # a switch; of the other commands a list
    fi
    case $word in
      -o | --output | --missing | --profile | --convert-legacy | --level | --format | --profiles | --fix | --annotate | --errors | --lang | \
        --templates | --limit | --pages | --dpi | --pdfa | --title | --jobs | --port | --data | --samples | --threshold | \
        --zip | --merge | --name | --key | --shard | --sheet | --on-duplicate | --records-format | \
        --config | --bind | --tls-cert | --tls-key | --api-keys | --uploads | --audit-log | --log | --max-body | --timeout | --keep-alive | \
        --max-connections | --threads | --workers | --max-waiting | --rate | --concurrency | --drain | --scopes | \
        --job-folder | --job-threads | --job-keep | --job-count | --job-records | --job-bytes)
        if [[ ${COMP_WORDS[i + 1]-} == '=' ]]; then
          ((++i))
        fi
        ((++i))
        ;;
      '=') ((++i)) ;;  # and the number of "--limit xml-nodes=500"
      -?*) ;;
      *)
        if [[ -z $command || $command == templates || $command == serve || $command == 'serve keys' ]]; then
          command=${command:+$command }$word
        else
          ((++arguments))
        fi
        ;;
    esac
  done

  case $previous in
    --errors) _thethuc_offer 'text json' "$current"; return ;;
    --lang) _thethuc_offer 'vi en' "$current"; return ;;
    --templates | --profiles) _thethuc_folders "$current"; return ;;
    --limit)
      compopt -o nospace 2>/dev/null
      _thethuc_offer "${_thethuc_limits[*]/%/=}" "$current"
      return
      ;;
    --convert-legacy) _thethuc_offer 'auto tcvn3 vni' "$current"; return ;;
    --missing) _thethuc_offer 'error blank dots keep' "$current"; return ;;
    --profile)
      if [ "$command" = check ]; then
        _thethuc_offer 'nd30-2020 tt01-2011 hd05-vptw hd36-vptw qppl' "$current"
        _thethuc_files "$current" '*.json'
      else
        _thethuc_offer "$(_thethuc_profiles)" "$current"
      fi
      return
      ;;
    --level) _thethuc_offer '1 2 3 4 5 6 7 8 9 10 11 12' "$current"; return ;;
    --pdfa) _thethuc_offer '1 2' "$current"; return ;;
    --pages) [[ $command == check ]] || return ;;
    --dpi | --title | --jobs | --threshold | --name | --key | --shard | --sheet | --broker | --broker-wait | --idle | --tries | --port | --bind | --max-body | --timeout | --keep-alive | --max-connections | --threads | \
      --workers | --max-waiting | --rate | --concurrency | --drain | --upload-versions | --upload-count | --upload-bytes | --job-threads | --job-keep | --job-count | --job-records | --job-bytes) return ;;
    --config) _thethuc_files "$current" '*.toml'; return ;;
    --tls-cert | --tls-key) _thethuc_files "$current" '*.pem'; return ;;
    --api-keys) _thethuc_files "$current" '*.json'; return ;;
    --uploads | --job-folder) _thethuc_folders "$current"; return ;;
    --audit-log) _thethuc_files "$current"; return ;;
    --log) _thethuc_offer 'requests problems' "$current"; return ;;
    --scopes) _thethuc_offer 'render check templates admin' "$current"; return ;;
    --zip) _thethuc_files "$current" '*.zip'; return ;;
    --merge) _thethuc_files "$current" '*.@(docx|pdf)'; return ;;
    --on-duplicate) _thethuc_offer 'error number' "$current"; return ;;
    --records-format) _thethuc_offer 'ndjson json csv xlsx' "$current"; return ;;
    --data) _thethuc_files "$current" '*.json'; return ;;
    --samples | --pictures) _thethuc_folders "$current"; return ;;
    -o | --output | --fix | --annotate)
      case $command in
        convert) _thethuc_files "$current" '*.@(pdf|png|json)' ;;
        join) _thethuc_files "$current" '*.@(docx|pdf)' ;;
        render) _thethuc_files "$current" '*.@(docx|pdf|png)' ;;
        diff) _thethuc_files "$current" '*.html' ;;
        bulk | preview | worker) _thethuc_folders "$current" ;;
        *) _thethuc_files "$current" '*.docx' ;;
      esac
      return
      ;;
    --format)
      case $command in
        bulk) _thethuc_offer 'docx pdf docx,pdf' "$current" ;;
        inspect) _thethuc_offer 'text json schema sample' "$current" ;;
        check) _thethuc_offer 'text json sarif' "$current" ;;
        convert) _thethuc_offer 'pdf png json' "$current" ;;
        diff) _thethuc_offer 'text json' "$current" ;;
        'templates list') _thethuc_offer 'text json ids' "$current" ;;
        'templates show' | 'serve keys list') _thethuc_offer 'text json' "$current" ;;
      esac
      return
      ;;
  esac

  if [[ $current == -* ]]; then
    local own=''
    case $command in
      '') own='--version' ;;
      render) own='-o --output --missing --profile --convert-legacy --strict --update-fields --level --pages --dpi --pdfa --tagged' ;;
      bulk)
        own='-o --output --zip --merge --name --on-duplicate --key --format --pdfa --tagged --resume --fail-fast --shard --jobs --sheet'
        own+=' --records-format --missing --strict --profile --convert-legacy --update-fields --level --broker --broker-wait'
        ;;
      worker) own='--broker --broker-wait -o --output --name --jobs --idle --tries --pictures' ;;
      preview) own='--open --port -o --output --pages --dpi --missing --profile --convert-legacy --strict' ;;
      serve) own='--config --bind --port --tls-cert --tls-key --api-keys --uploads --audit-log --log --max-body --timeout --keep-alive
        --max-connections --threads --workers --max-waiting --rate --concurrency --drain
        --upload-versions --upload-count --upload-bytes --job-folder --job-threads --job-keep --job-count --job-records --job-bytes' ;;
      'serve keys add') own='--api-keys --scopes --rate --concurrency' ;;
      'serve keys list') own='--api-keys --format' ;;
      'serve keys revoke') own='--api-keys' ;;
      convert) own='-o --output --format --pages --dpi --pdfa --tagged --title --geometry --alone --jobs' ;;
      join) own='-o --output --level' ;;
      diff) own='-o --output --format --data --samples --threshold --dpi' ;;
      inspect) own='--format --from-tags --profile' ;;
      'templates list') own='--format' ;;
      'templates show') own='--format --profile' ;;
      check) own='--format --profile --profiles --fix --annotate --pages --explain --hints' ;;
      unpack) own='--force' ;;
      'templates export') own='--level --profile --convert-legacy' ;;
      'templates new') own='-o --output --guide --force --profile' ;;
      'templates import') own='--profile --own-styles --convert-legacy --force' ;;
    esac
    _thethuc_offer "$own $_thethuc_common" "$current"
    return
  fi

  if [[ $command == convert || $command == join ]]; then
    _thethuc_files "$current" '*.@(docx|pdf)'
    return
  fi
  case "$command $arguments" in
    ' 0') _thethuc_offer 'render bulk inspect check convert join diff preview serve unpack pack templates worker' "$current" ;;
    'serve 0') _thethuc_offer 'keys' "$current" ;;
    'serve keys 0') _thethuc_offer 'add list revoke' "$current" ;;
    'templates 0') _thethuc_offer 'list show new export import' "$current" ;;
    'render 0' | 'bulk 0' | 'preview 0' | 'inspect 0' | 'check 0')
      _thethuc_offer "$(_thethuc_ids)" "$current"
      _thethuc_files "$current" '*.docx'
      ;;
    'render 1' | 'preview 1') _thethuc_files "$current" '*.json' ;;
    'bulk 1') _thethuc_files "$current" '*.@(ndjson|jsonl|json|csv|tsv|xlsx)' ;;
    'diff 0' | 'diff 1')
      _thethuc_offer "$(_thethuc_ids)" "$current"
      _thethuc_files "$current" '*.@(docx|pdf)'
      ;;
    'templates show 0' | 'templates export 0' | 'templates new 0' | 'templates import 1') _thethuc_offer "$(_thethuc_ids)" "$current" ;;
    'templates export 1' | 'templates import 0' | 'unpack 0' | 'pack 1') _thethuc_files "$current" '*.docx' ;;
    'unpack 1' | 'pack 0') _thethuc_folders "$current" ;;
  esac
}

complete -F _thethuc thethuc
