namespace Bantam.Cli.Compiling;

/// <summary>The names of losses on the command line.</summary>
internal static class Losses
{
    /// <summary>Of scores for classes.</summary>
    public const string Classes = "crossentropy";

    /// <summary>Of numbers.</summary>
    public const string Squares = "mse";

    /// <summary>The loss of a name.</summary>
    public static LossKind Of(string name) => name == Squares ? LossKind.MeanSquaredError : LossKind.CrossEntropy;
}
