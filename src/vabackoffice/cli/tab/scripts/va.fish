# TAB completion of va and vabackoffice for fish; 'va completion install fish' puts it into place.
function __va_complete
    set -l program (commandline -opc)[1]
    type -q -- $program; or set program va
    set -l answer (command $program __complete fish (commandline -cp | string collect) 2>/dev/null)
    set -q answer[1]; or return
    switch $answer[1]
        case files
            __fish_complete_path (commandline -ct)
        case folders
            __fish_complete_directories (commandline -ct)
    end
    set -q answer[2]; and printf '%s\n' $answer[2..-1]
end
complete -c va -f -k -a '(__va_complete)'
complete -c vabackoffice -f -k -a '(__va_complete)'
