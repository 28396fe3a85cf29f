using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// A group of columns that has values of the left factor to itself: the group of a convolution. A vector holds several groups, and one of
/// one column each is a convolution of every channel by itself.
/// </summary>
/// <param name="Inputs">How many values of the left factor its columns share at one place of the walk; no more than columns.</param>
/// <param name="Outputs">Its columns: 1, 2 or 4, so that four lanes are whole groups.</param>
public sealed record GemmGroup(int Inputs, int Outputs)
{
    private const int Shuffled = 4;

    /// <summary>Whether the columns of a group are multiplied by no other values than their own.</summary>
    public bool IsDepthwise => this is (1, 1);

    /// <summary>Whether a vector of so many lanes is made of such groups.</summary>
    public bool Fits(int lanes) => IsDepthwise || (lanes > 1 && Outputs is 2 or 4 && Inputs <= Outputs);

    /// <summary>How far into a row of the left factor the values of a column's group begin.</summary>
    internal Expr Begin(Expr column) => Inputs == Outputs ? column : column / Outputs * Inputs;

    /// <summary>A value of each lane's group, from the place where the groups of the vector begin.</summary>
    /// <param name="lanes">The lanes of a vector.</param>
    /// <param name="pointer">Where the values of a row are.</param>
    /// <param name="offset">Elements from there to those of the tile's first column.</param>
    /// <param name="vector">Which vector of the tile.</param>
    /// <param name="input">Which value of the groups.</param>
    internal Expr Factor(int lanes, Expr pointer, int offset, int vector, int input)
    {
        var loaded = Inputs == Outputs ? LoadVector(pointer, offset + (vector * lanes)) : new LoadGroups([.. Fours()]);
        return IsDepthwise ? loaded : Shuffle(loaded, [.. Enumerable.Range(0, Shuffled).Select(lane => Share(lane) + input)]);

        int Share(int lane) => lane / Outputs * Inputs;

        IEnumerable<Expr> Fours() =>
            Enumerable.Range(0, lanes / Shuffled).Select(four => pointer + (offset + Share((vector * lanes) + (four * Shuffled))));
    }
}
