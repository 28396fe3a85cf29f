namespace Bantam.Targets.Cpu;

/// <summary>A kernel was to be emitted as code in an app that cannot make code while it runs.</summary>
public sealed class DynamicCodeException() : PlatformNotSupportedException(
    "Models are compiled when they are first run, which this app cannot do: it was compiled ahead of time, without a compiler in it. "
    + "Compile the model to a class of C# with 'bantam compile MODEL --format csharp' and run that, "
    + "or run the graph by ReferenceExecutor.Run, which is slow.");
