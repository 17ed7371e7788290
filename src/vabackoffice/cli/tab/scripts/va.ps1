# TAB completion of va and vabackoffice for PowerShell; 'va completion install powershell' puts it into place.
Register-ArgumentCompleter -Native -CommandName va, vabackoffice -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
            else { $_.Extent.Text }
        })
    $program = $commandAst.CommandElements[0].Extent.Text
    if (-not (Get-Command $program -CommandType Application -ErrorAction SilentlyContinue)) { $program = 'va' }
    $typed = $wordToComplete -replace '^[''"]|[''"]$', ''
    $encoding = [Console]::OutputEncoding
    [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
    try {
        # The full stop keeps an empty last word, which PowerShell would leave out.
        $byShell, $answer = & $program __complete powershell @words "$typed." 2>$null
    } finally {
        [Console]::OutputEncoding = $encoding
    }
    foreach ($line in $answer) {
        $word, $said = $line -split "`t", 2
        $inserted = if ($word -match '[^\w+./:=-]') { "'" + $word.Replace("'", "''") + "'" } else { $word }
        $shown = if ($said) { $said } else { $word }
        [System.Management.Automation.CompletionResult]::new($inserted, $word, 'ParameterValue', $shown)
    }
    if ($byShell -in 'files', 'folders') {
        [System.Management.Automation.CompletionCompleters]::CompleteFilename($typed)
    }
}
