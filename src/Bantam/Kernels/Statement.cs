namespace Bantam.Kernels;

/// <summary>A statement of the kernel language.</summary>
public abstract class Statement;

/// <summary>Gives a local a new value; the first one declares it in its block.</summary>
public sealed class Assign(Local local, Expr value) : Statement
{
    /// <summary>The local.</summary>
    public Local Local { get; } = local;

    /// <summary>Its new value.</summary>
    public Expr Value { get; } = value;
}

/// <summary>Stores a scalar, or a vector's first lanes, narrowed to the buffer's storage type.</summary>
public sealed class Store(Expr pointer, int offset, Expr value, Expr? count) : Statement
{
    /// <summary>Where to.</summary>
    public Expr Pointer { get; } = pointer;

    /// <summary>Elements from the pointer.</summary>
    public int Offset { get; } = offset;

    /// <summary>What.</summary>
    public Expr Value { get; } = value;

    /// <summary>How many lanes: any index; at and above Lanes all are stored, at and below 0 none. Null stores all.</summary>
    public Expr? Count { get; } = count;

    /// <summary>The buffer that is written.</summary>
    public KernelBuffer Buffer => Load.BufferOf(Pointer);
}

/// <summary>Runs the body for counter = from, from + step, … while below the limit. The limit is read once, the step is positive.</summary>
public sealed class For(Local counter, Expr from, Expr limit, Expr step, IReadOnlyList<Statement> body) : Statement
{
    /// <summary>The counter, not assigned in the body.</summary>
    public Local Counter { get; } = counter;

    /// <summary>The first value.</summary>
    public Expr From { get; } = from;

    /// <summary>The exclusive end: a local or a constant.</summary>
    public Expr Limit { get; } = limit;

    /// <summary>What is added after each round: a local or a constant.</summary>
    public Expr Step { get; } = step;

    /// <summary>The body.</summary>
    public IReadOnlyList<Statement> Body { get; } = body;
}

/// <summary>Runs one of two blocks.</summary>
public sealed class If(Expr condition, IReadOnlyList<Statement> then, IReadOnlyList<Statement> otherwise) : Statement
{
    /// <summary>A <see cref="KernelType.Bool"/>.</summary>
    public Expr Condition { get; } = condition;

    /// <summary>Runs where it holds.</summary>
    public IReadOnlyList<Statement> Then { get; } = then;

    /// <summary>Runs where it does not; may be empty.</summary>
    public IReadOnlyList<Statement> Otherwise { get; } = otherwise;
}
