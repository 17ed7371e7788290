# TAB completion of va and vabackoffice for bash; 'va completion install bash' puts it into place.
_va() {
    local program=$1 by_shell word
    type -P -- "$program" >/dev/null || program=va
    COMPREPLY=()
    {
        IFS= read -r by_shell
        while IFS= read -r word; do COMPREPLY+=("$word"); done
    } < <("$program" __complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
    case $by_shell in
        files) compopt -o default ;;
        folders) compopt -o dirnames ;;
        open) compopt -o nospace ;;
    esac 2>/dev/null
}
complete -o nosort -F _va va vabackoffice 2>/dev/null || complete -F _va va vabackoffice
