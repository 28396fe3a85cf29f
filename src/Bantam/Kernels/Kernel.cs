namespace Bantam.Kernels;

/// <summary>
/// One fast loop: a function of buffers and sizes over a range of tiles. Its parameters are, in this order, one pointer a buffer,
/// one index a size, and the first and the exclusive last tile. Tiles may be shared out to threads in any way.
/// </summary>
public sealed class Kernel(
    string name, Target target, IReadOnlyList<Local> buffers, IReadOnlyList<Local> sizes, Local first, Local last,
    IReadOnlyList<Statement> body)
{
    /// <summary>The template's name and its spec, for people.</summary>
    public string Name { get; } = name;

    /// <summary>What it was made for.</summary>
    public Target Target { get; } = target;

    /// <summary>The pointer parameters.</summary>
    public IReadOnlyList<Local> Buffers { get; } = buffers;

    /// <summary>The index parameters.</summary>
    public IReadOnlyList<Local> Sizes { get; } = sizes;

    /// <summary>The parameter with the first tile.</summary>
    public Local First { get; } = first;

    /// <summary>The parameter with the end of the tiles.</summary>
    public Local Last { get; } = last;

    /// <summary>What it does.</summary>
    public IReadOnlyList<Statement> Body { get; } = body;

    /// <summary>All parameters in order.</summary>
    public IEnumerable<Local> Parameters => [.. Buffers, .. Sizes, First, Last];

    /// <summary>Builds a kernel.</summary>
    public static Kernel Define(string name, Target target, Action<KernelBuilder> build)
    {
        var builder = new KernelBuilder(target);
        build(builder);
        return builder.Finish(name);
    }

    /// <summary>The text of the kernel.</summary>
    public override string ToString() => KernelPrinter.Print(this);
}
