namespace Bantam.Kernels;

/// <summary>
/// One fast loop: a function of buffers and sizes over a range of tiles. Its parameters are, in this order, one pointer a buffer,
/// one index a size, and the first and the exclusive last tile. Tiles may be shared out to threads in any way. It is written down
/// when something asks for it first, so that a plan is made while other threads write and compile its kernels.
/// </summary>
public sealed class Kernel
{
    private readonly Lazy<KernelBuilder> _written;

    private Kernel(string name, Target target, Action<KernelBuilder> write)
    {
        (Name, Target) = (name, target);
        _written = new Lazy<KernelBuilder>(() =>
        {
            var builder = new KernelBuilder(target);
            write(builder);
            return builder;
        });
    }

    /// <summary>The template's name and its spec, for people.</summary>
    public string Name { get; }

    /// <summary>What it was made for.</summary>
    public Target Target { get; }

    /// <summary>The pointer parameters.</summary>
    public IReadOnlyList<Local> Buffers => _written.Value.Buffers;

    /// <summary>The index parameters.</summary>
    public IReadOnlyList<Local> Sizes => _written.Value.Sizes;

    /// <summary>The parameter with the first tile.</summary>
    public Local First => _written.Value.First;

    /// <summary>The parameter with the end of the tiles.</summary>
    public Local Last => _written.Value.Last;

    /// <summary>What it does.</summary>
    public IReadOnlyList<Statement> Body => _written.Value.Body;

    /// <summary>All parameters in order.</summary>
    public IEnumerable<Local> Parameters => [.. Buffers, .. Sizes, First, Last];

    /// <summary>A kernel.</summary>
    /// <param name="name">The template's name and its spec, for people.</param>
    /// <param name="target">What it is made for.</param>
    /// <param name="write">Writes it down; any thread may be asked to.</param>
    public static Kernel Define(string name, Target target, Action<KernelBuilder> write) => new(name, target, write);

    /// <summary>The text of the kernel.</summary>
    public override string ToString() => KernelPrinter.Print(this);
}
