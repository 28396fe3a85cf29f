using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Bantam.Cli.Commands;

namespace Bantam.Cli;

/// <summary>The <c>bantam</c> command: finds the part that is asked for, runs it, and turns errors into sentences and exit codes.</summary>
internal static class CommandLine
{
    private const string Help = "help";

    /// <summary>To a token of fewer letters almost every option is similar.</summary>
    private const int FewestLetters = 3;

    /// <summary>Runs a command.</summary>
    /// <param name="arguments">What stands behind <c>bantam</c>.</param>
    /// <param name="terminal">Where it writes.</param>
    /// <param name="cancellationToken">Asks it to stop and to keep what it has.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var bantam = Build(terminal);
        var parsed = bantam.Parse(arguments switch
        {
            [] or [Help] => ["--help"],
            [Help, var part, ..] when bantam.Subcommands.All(c => c.Name != part) => [part],
            [Help, ..] => [.. arguments.Skip(1), "--help"],
            _ => arguments,
        });
        if (parsed.Action is ParseErrorAction) parsed = WithoutStrayValues(parsed, arguments, bantam);
        parsed.InvocationConfiguration.Output = terminal.Output;
        parsed.InvocationConfiguration.Error = terminal.Error;
        parsed.InvocationConfiguration.EnableDefaultExceptionHandler = false;

        // The process has a handler of its own, which gives work the time that it needs to save.
        parsed.InvocationConfiguration.ProcessTerminationTimeout = null;
        if (parsed.Action is ParseErrorAction wrong)
        {
            wrong.ShowHelp = false;
            wrong.ShowTypoCorrections = parsed.UnmatchedTokens.All(token => token.Length > FewestLetters);
            parsed.InvocationConfiguration.Output = terminal.Error;
            await parsed.InvokeAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            var path = PathOf(parsed.CommandResult.Command, bantam);
            await terminal.Error.WriteLineAsync($"'{path} --help' says what it takes.").ConfigureAwait(false);
            if (parsed.CommandResult.Command is IJsonCommand wanted && arguments.Contains(wanted.Json.Name))
                Failure.Write(string.Join(' ', parsed.Errors.Select(e => e.Message)), terminal);
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            return Failure.Report(error, terminal, parsed.CommandResult.Command is IJsonCommand command && parsed.GetValue(command.Json));
        }
    }

    /// <summary>
    /// What follows an option that there is not was meant as its value. It is left out of what is wrong, so that the option alone is
    /// compared with those that there are.
    /// </summary>
    private static ParseResult WithoutStrayValues(ParseResult parsed, IReadOnlyList<string> arguments, Command bantam)
    {
        bool IsStray(string token) => parsed.UnmatchedTokens.Contains(token);
        bool IsOption(string token) => token.StartsWith('-') && token.Length > FewestLetters;
        string[] kept =
        [
            .. arguments.Where(
                (token, i) => i == 0 || !IsStray(token) || IsOption(token) || !IsStray(arguments[i - 1]) || !IsOption(arguments[i - 1])),
        ];
        return kept.Length == arguments.Count ? parsed : bantam.Parse(kept);
    }

    private static Command Build(Terminal terminal)
    {
        var bantam =
            new Command("bantam", "Deep learning for the device: train or import a network, and compile it to code that runs anywhere.")
        {
            new DemoCommand(terminal), new TrainCommand(terminal), new EvalCommand(terminal), new RunCommand(terminal),
            new InspectCommand(terminal), new CompileCommand(terminal), new ServeCommand(terminal), new ZooCommand(terminal),
            new Command("data", "Look after data.") { new DataCheckCommand(terminal) },
        };
        bantam.Options.Add(new HelpOption());
        bantam.Options.Add(new VersionOption());
        return bantam;
    }

    private static string PathOf(Command command, Command bantam) => command == bantam ? bantam.Name
        : $"{PathOf(command.Parents.OfType<Command>().First(), bantam)} {command.Name}";
}
