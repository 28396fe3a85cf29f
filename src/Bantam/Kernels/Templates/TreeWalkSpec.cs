using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one kernel that walks decision trees from another.</summary>
/// <param name="Target">What it is for; of one lane.</param>
/// <param name="Questions">What nodes ask: each number of a question with how a feature x answers a node's number s.</param>
/// <param name="AsksMissing">Added to the number of a question that NaN answers with yes; null where none is answered so.</param>
public sealed record TreeWalkSpec(Target Target, IReadOnlyList<(int Number, Func<Expr, Expr, Expr> Answer)> Questions, int? AsksMissing)
{
    /// <summary>Rows that go through one tree before the next tree is fetched into the cache.</summary>
    public const int RowsAtOnce = 64;

    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"tree-walk {string.Join(' ', Questions.Select(q => q.Number))} {AsksMissing}";

    /// <summary>How many tiles there are.</summary>
    public static Dimension Tiles(Dimension rows) => (rows + RowsAtOnce - 1) / RowsAtOnce;
}
