using System.CommandLine;
using Spectre.Console;

namespace Bantam.Cli.Commands;

/// <summary>A command that does some work and has a result: a page for people, or one JSON object for programs.</summary>
/// <typeparam name="TResult">The result; its public properties are the JSON object's.</typeparam>
internal abstract class WorkCommand<TResult> : Command, IJsonCommand
{
    /// <summary>A command.</summary>
    protected WorkCommand(string name, string description, Terminal terminal)
        : base(name, description)
    {
        Terminal = terminal;
        SetAction(InvokeAsync);
    }

    /// <inheritdoc/>
    public Option<bool> Json { get; } = new("--json") { Description = "Print the result as one JSON object, for programs." };

    /// <summary>Where it writes.</summary>
    protected Terminal Terminal { get; }

    /// <summary>Adds what it takes, in the order in which the help shows it.</summary>
    protected void Take(params IReadOnlyList<Symbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) Add(argument);
            else Add((Option)symbol);
        }

        Add(Json);
    }

    /// <summary>Does the work.</summary>
    protected abstract Task<TResult> WorkAsync(ParseResult given, CancellationToken cancellationToken);

    /// <summary>Shows the result to a person.</summary>
    protected abstract void Show(TResult result, IAnsiConsole screen);

    /// <summary>What goes on after the result has been shown, such as serving it.</summary>
    protected virtual Task FollowAsync(ParseResult given, CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<int> InvokeAsync(ParseResult given, CancellationToken cancellationToken)
    {
        var result = await WorkAsync(given, cancellationToken).ConfigureAwait(false);
        if (given.GetValue(Json)) await Terminal.Output.WriteLineAsync(Cli.Json.Write(result)).ConfigureAwait(false);
        else Show(result, Terminal.Screen);
        // The work is done: a stop that comes now has nothing to stop.
        await Terminal.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        await FollowAsync(given, cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }
}
