#compdef va vabackoffice
# TAB completion of va and vabackoffice for zsh; 'va completion install zsh' puts it into place.
_va() {
    local program=${(Q)words[1]} by_shell answer
    local -a shown
    (( $+commands[$program] )) || [[ -x $program ]] || program=va
    answer=$("$program" __complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}." 2>/dev/null)
    by_shell=${answer%%$'\n'*}
    shown=(${(f)${answer#*$'\n'}})
    # _describe wants 'word:what it is', colons of the word behind a backslash.
    shown=(${shown//:/\\:})
    shown=(${shown/%$'\t'/})
    shown=(${shown/$'\t'/:})
    case $by_shell in
        files) _describe -V -t words va shown; _files ;;
        folders) _files -/ ;;
        open) _describe -V -t words va shown -S '' ;;
        *) _describe -V -t words va shown ;;
    esac
}
if [[ $funcstack[1] = _va ]]; then
    _va "$@"
else
    compdef _va va vabackoffice
fi
