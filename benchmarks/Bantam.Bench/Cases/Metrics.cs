namespace Bantam.Bench.Cases;

/// <summary>The names of what is measured, as rows have them.</summary>
internal static class Metrics
{
    /// <summary>Milliseconds of a training step: forward, loss, backward and optimizer of a batch.</summary>
    public const string Train = "train_ms";

    /// <summary>The losses of the first steps of a training, which a peer is asked for before it is measured.</summary>
    public const string Losses = "losses";

    /// <summary>Milliseconds of the inference of one sample.</summary>
    public const string Infer = "infer_ms";

    /// <summary>Milliseconds from an address to a model that is ready, with the library's code there.</summary>
    public const string Load = "load_ms";

    /// <summary>Milliseconds of the first inference after that.</summary>
    public const string WarmUp = "warmup_ms";

    /// <summary>Bytes of code that a page downloads to infer, as served without compression.</summary>
    public const string Code = "code_bytes";

    /// <summary>The same, compressed with Brotli.</summary>
    public const string CodeBrotli = "code_bytes_brotli";

    /// <summary>Bytes of code that a page downloads to infer and to train.</summary>
    public const string TrainCode = "train_code_bytes";

    /// <summary>Bytes of the model as it is stored, without code.</summary>
    public const string Weights = "weight_bytes";

    /// <summary>Milliseconds of one run of a kernel.</summary>
    public const string Run = "run_ms";

    /// <summary>Milliseconds from the file of a model to the end of its first run, in a process that has done nothing else.</summary>
    public const string First = "first_ms";

    /// <summary>The most physical memory that such a process had.</summary>
    public const string Peak = "peak_bytes";

    /// <summary>Milliseconds of processors, all threads together, of one sample's inference: other programs do not add to it.</summary>
    public const string Processor = "processor_ms";

    /// <summary>How many bytes of physical memory a process has more at the end than at the beginning.</summary>
    public const string Growth = "growth_bytes";

    /// <summary>Bytes of the folder of an app that was published for this system, without the framework of .NET.</summary>
    public const string Published = "published_bytes";

    /// <summary>Bytes of all packages that an app is built with, unpacked.</summary>
    public const string Restored = "restored_bytes";

    /// <summary>Milliseconds from <c>dotnet new</c> to what the app prints, with packages that are unpacked already.</summary>
    public const string FromNew = "from_new_ms";

    /// <summary>Milliseconds from the start of a published app to its end, its answer printed.</summary>
    public const string Started = "started_ms";

    /// <summary>Two metrics added up, for goals.</summary>
    public static string Sum(string first, string second) => $"{first}+{second}";

    /// <summary>Whether it is a time; else it is a size.</summary>
    public static bool IsTime(string metric) => metric.EndsWith("_ms", StringComparison.Ordinal);
}
