using System.Text.Json.Nodes;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Onnx;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Training.Checkpoints;
using Bantam.Training.Data;
using Bantam.Training.Running;

namespace Bantam.Cli;

/// <summary>What went wrong, for people and programs: one sentence, and where in the code only for who asks.</summary>
internal static class Failure
{
    /// <summary>Set to 1, errors come with their stack.</summary>
    public const string TraceVariable = "BANTAM_TRACE";

    /// <summary>Tells of an error; returns the exit code.</summary>
    /// <param name="error">It.</param>
    /// <param name="terminal">Where.</param>
    /// <param name="asJson">Whether the output is for a program, which then gets an object with the message too.</param>
    public static int Report(Exception error, Terminal terminal, bool asJson)
    {
        var message = Describe(error);
        terminal.Error.WriteLine(message);
        if (Environment.GetEnvironmentVariable(TraceVariable) == "1") terminal.Error.WriteLine(error);
        if (asJson) Write(message, terminal);
        return error is UsageException ? ExitCode.Usage : ExitCode.Failed;
    }

    /// <summary>Tells a program of an error.</summary>
    public static void Write(string message, Terminal terminal) =>
        terminal.Output.WriteLine(new JsonObject { ["error"] = message }.ToJsonString(Json.Options));

    private static string Describe(Exception error) => error switch
    {
        StoppedException => error.Message,
        OperationCanceledException => "Stopped before there was anything to keep.",
        AggregateException { InnerException: { } inner } => Describe(inner),
        UnauthorizedAccessException => $"{error.Message} Look at its permissions.",
        OutOfMemoryException => "There is not enough memory for this. Take a smaller batch or a smaller model.",
        _ when IsExpected(error) => error.Message,
        _ =>
        $"Bantam failed where it should not have: {error.Message} ({error.GetType().Name}). With {TraceVariable}=1 it says where; please " +
        $"report that.",
    };

    /// <summary>Whether the message was written for the person who reads it.</summary>
    private static bool IsExpected(Exception error) =>
        error is UsageException or IOException or DatasetException or CheckpointException or ModelFormatException
        or TrainingException or PlanException or GraphException or ShapeException or NotSupportedException;
}
