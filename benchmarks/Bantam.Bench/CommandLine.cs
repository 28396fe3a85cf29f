using System.CommandLine;
using System.CommandLine.Invocation;
using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Suites;
using Bantam.Bench.Systems;
using Bantam.Cli.Commands;

namespace Bantam.Bench;

/// <summary>The command line of the benchmarks: <c>./bench SUITE [--quick] [--cases a,b] [--systems x,y]</c>.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int Wrong = 2;
    private static readonly ISuite[] Suites =
    [
        new Www19Cpu(), new Www19Web(), new CoreSuite(), new ModelSuite(), new VisionCpu(), new VisionWeb(), new TrainVision(),
        new TrainSequences("rnn", "an LSTM on symbols", SequenceCases.Lstm, SequenceGoals.Rnn),
        new TrainSequences(
            "transformer", "an encoder of a transformer on symbols", SequenceCases.Transformer, SequenceGoals.Transformer),
        new OpsSuite(), new ServerSuite(), new InstallSuite(),
    ];

    private static readonly Argument<string?> Suite = new("suite")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = string.Join("; ", Suites.Select(s => $"{s.Name}: {s.Description}")),
    };

    private static readonly Option<bool> Quick = new("--quick") { Description = "Have a look instead of measuring well" };
    private static readonly Option<string?> Cases =
        new("--cases") { Description = "Only these cases, or those whose names begin so: dense,cnn-keras" };
    private static readonly Option<string?> Systems =
        new("--systems") { Description = "Only these systems, or those whose names begin so: bantam,pytorch/1t" };
    private static readonly Option<string> Target = CliOptions.CpuTarget("The vectors that our own code is compiled for");
    private static readonly Option<string?> Fresh = new("--fresh") { Hidden = true };
    private static readonly Option<string?> Profiled =
        new("--profile")
        {
            Description = "Instead of a suite: the time of each step of a case of www19-cpu, train-vision, core, models or vision-cpu",
        };

    /// <summary>Runs a command.</summary>
    /// <returns>0, 1 where the work failed, 2 where the command was wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        Suite.AcceptOnlyFromAmong([.. Suites.Select(s => s.Name)]);
        var command =
            new RootCommand("Measures Bantam and its peers in one run, interleaved.") { Suite, Quick, Cases, Systems, Target, Fresh,
            Profiled };
        command.SetAction(RunAsync);
        var parsed = command.Parse(arguments.Count == 0 ? ["--help"] : arguments);
        parsed.InvocationConfiguration.EnableDefaultExceptionHandler = false;
        if (parsed.Action is ParseErrorAction wrong)
        {
            wrong.ShowHelp = false;
            await parsed.InvokeAsync();
            return Wrong;
        }

        try
        {
            return await parsed.InvokeAsync();
        }
        catch (UsageException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Wrong;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped; nothing was written.");
            return Failed;
        }
        catch (IOException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Failed;
        }
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(Fresh) is { } run) return Task.FromResult(FreshRun.Answer(run, CliOptions.CpuTargetOf(parsed, Target)));
        if (parsed.GetValue(Profiled) is { } name) return Task.FromResult(Profile.Run(name));
        var suite = Suites.FirstOrDefault(s => s.Name == parsed.GetValue(Suite))
            ?? throw new UsageException($"Name a suite: {string.Join(", ", Suites.Select(s => s.Name))}.");
        var options = new SuiteOptions(parsed.GetValue(Quick), Split(parsed.GetValue(Cases)), Split(parsed.GetValue(Systems)))
        {
            Target = CliOptions.CpuTargetOf(parsed, Target),
        };
        return suite.RunAsync(options, cancellation);
    }

    private static string[] Split(string? names) =>
        names?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
