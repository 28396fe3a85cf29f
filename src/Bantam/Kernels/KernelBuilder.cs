using Bantam.Kernels.Functions;
using Bantam.Tensors;

namespace Bantam.Kernels;

/// <summary>
/// Writes down a kernel, statement by statement, as ordinary C# runs. A C# loop over it unrolls;
/// <see cref="For(Expr, Action{Expr}, string)"/> makes a loop. Before a statement is written its vectors become scalars at one lane,
/// its functions are expanded, and each expression that it uses twice becomes a local.
/// </summary>
public sealed class KernelBuilder(Target target)
{
    private readonly List<Local> _buffers = [];
    private readonly List<Local> _sizes = [];
    private readonly Dictionary<Expr, Expr> _expanded = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expr, int> _uses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expr, Expr> _named = new(ReferenceEqualityComparer.Instance);
    private List<Statement> _block = [];

    /// <summary>What the kernel is for.</summary>
    public Target Target { get; } = target;

    /// <summary>Lanes of a vector.</summary>
    public int Lanes => Target.Lanes;

    /// <summary>The pointers that were declared.</summary>
    internal IReadOnlyList<Local> Buffers => _buffers;

    /// <summary>The sizes that were declared.</summary>
    internal IReadOnlyList<Local> Sizes => _sizes;

    /// <summary>The first tile.</summary>
    internal Local First { get; } = new(KernelType.Index, "first");

    /// <summary>The end of the tiles.</summary>
    internal Local Last { get; } = new(KernelType.Index, "last");

    /// <summary>What was written down.</summary>
    internal IReadOnlyList<Statement> Body => _block;

    /// <summary>Declares a buffer; returns the pointer to its first element.</summary>
    /// <param name="name">The name that dumps show.</param>
    /// <param name="storage">The type of its elements in memory.</param>
    /// <param name="access">What the kernel does with it.</param>
    /// <param name="holdsNumbers">Whether its elements are constants of a chain, none of which is 0 or NaN.</param>
    public Local Buffer(string name, ElementType storage, Access access = Access.Read, bool holdsNumbers = false)
    {
        var pointer = new Local(KernelType.Pointer, name, new KernelBuffer(name, storage, access) { HoldsNumbers = holdsNumbers });
        _buffers.Add(pointer);
        return pointer;
    }

    /// <summary>Declares a size, stride or offset that the caller gives at run time.</summary>
    public Local Size(string name)
    {
        var size = new Local(KernelType.Index, name);
        _sizes.Add(size);
        return size;
    }

    /// <summary>A new local with a value.</summary>
    public Local Let(Expr value, string name = "t") => Declare(Prepare(value), name);

    /// <summary>Values that are cheap to name twice, as <see cref="Name"/> gives them; what they have in common is computed once.</summary>
    public Expr[] NameAll(Expr[] values, string name) =>
        [.. PrepareAll(values).Select(value => value is Local or Constant ? value : Declare(value, name))];

    /// <summary>A value that is cheap to name twice: the expression itself where it is a local or a constant, else a new local.</summary>
    public Expr Name(Expr value, string name = "t") => value is Local or Constant ? value : Let(value, name);

    /// <summary>Gives a local a new value.</summary>
    public void Set(Local local, Expr value)
    {
        if (value is Constant constant) value = constant.As(local.Type.ToScalar());
        if (local.Type.IsVector()) value = Splat.Of(value);
        if (local.Type == KernelType.Pointer && !ReferenceEquals(Load.BufferOf(value), local.Buffer))
            throw new KernelException(
                $"Pointer {local.Name} moves in {local.Buffer!.Name}; it cannot be set into {Load.BufferOf(value).Name}.");
        value = Prepare(value);
        if (value.Type != local.Type) throw new KernelException($"Local {local.Name} is {local.Type}; the value {value} is {value.Type}.");
        _block.Add(new Assign(local, value));
    }

    /// <summary>
    /// Stores a scalar or a vector; of a vector only the first <paramref name="count"/> lanes where a count is given. At one lane the
    /// count says whether anything is stored.
    /// </summary>
    public void Store(Expr pointer, Expr value, int offset = 0, Expr? count = null)
    {
        if (count is not null && Lanes == 1)
        {
            if (count is Constant { Bits: > 0 }) Store(pointer, value, offset);
            else If(count > 0, () => Store(pointer, value, offset));
            return;
        }

        if (count is not null && !value.Type.IsVector())
            throw new KernelException($"A store of some lanes takes a vector; {value} is {value.Type}.");
        value = AsStored(Load.BufferOf(pointer), value);
        var prepared = PrepareAll(count is null ? [pointer, value] : [pointer, value, count]);
        _block.Add(new Store(prepared[0], offset, prepared[1], count is null ? null : prepared[2]));
    }

    /// <summary>A loop over from, from + step, … below the limit.</summary>
    public void For(Expr from, Expr limit, Expr step, Action<Expr> body, string name = "i")
    {
        limit = Name(limit, "limit");
        step = Name(step, "step");
        from = Prepare(from);
        var counter = new Local(KernelType.Index, name);
        _block.Add(new For(counter, from, limit, step, Block(() => body(counter))));
    }

    /// <summary>A loop over 0 … limit − 1.</summary>
    public void For(Expr limit, Action<Expr> body, string name = "i") => For(0, limit, 1, body, name);

    /// <summary>A branch.</summary>
    public void If(Expr condition, Action then, Action? otherwise = null)
    {
        condition = Prepare(condition);
        _block.Add(new If(condition, Block(then), otherwise is null ? [] : Block(otherwise)));
    }

    /// <summary>A loop that tests before each round whether a condition, written down anew, holds.</summary>
    public void While(Func<Expr> condition, Action body)
    {
        var goesOn = Let(condition(), "goesOn");
        _block.Add(new While(goesOn, Block(() =>
        {
            body();
            Set(goesOn, condition());
        })));
    }

    /// <summary>The outermost loop, over this call's share of the tiles.</summary>
    public void Tiles(Action<Expr> body) => For(First, Last, 1, body, "tile");

    /// <summary>
    /// Folds the virtual lanes to one scalar: register i with register i + half, halving, then the lanes of the last one. Every
    /// target folds in this one order.
    /// </summary>
    public Expr Fold(BinaryOp op, IReadOnlyList<Expr> registers)
    {
        while (registers.Count > 1)
        {
            var half = registers.Count / 2;
            registers = [.. Enumerable.Range(0, half).Select(i => Let(Binary.Of(op, registers[i], registers[i + half]), "fold"))];
        }

        return Let(new FoldLanes(op, registers[0]), "fold");
    }

    /// <summary>A value in the type that a buffer's elements are stored from.</summary>
    private static Expr AsStored(KernelBuffer buffer, Expr value)
    {
        var stored = KernelTypes.Of(buffer.Storage);
        if (value is Constant constant) value = constant.As(stored);
        if (SmallFloats.Has(buffer.Storage) && value.Type.ToScalar() == KernelType.F32) return SmallFloats.Narrow(buffer.Storage, value);
        var given = value.Type.ToScalar() is KernelType.Bool or KernelType.I32 ? KernelType.I32 : value.Type.ToScalar();
        if (given == (stored == KernelType.Bool ? KernelType.I32 : stored)) return value;
        if (given == KernelType.I32 && buffer.Storage == ElementType.Int64) return value;
        throw new KernelException($"{buffer.Name} holds {buffer.Storage}, which is stored from {stored}; {value} is {value.Type}.");
    }

    private Local Declare(Expr value, string name)
    {
        var local = new Local(value.Type, name, value.Type == KernelType.Pointer ? Load.BufferOf(value) : null);
        _block.Add(new Assign(local, value));
        return local;
    }

    private List<Statement> Block(Action write)
    {
        var outer = _block;
        _block = [];
        write();
        var inner = _block;
        _block = outer;
        return inner;
    }

    private Expr Prepare(Expr value) => PrepareAll([value])[0];

    private Expr[] PrepareAll(Expr[] roots)
    {
        if (Lanes == 1)
        {
            var scalars = new Dictionary<Expr, Expr>(ReferenceEqualityComparer.Instance);
            for (var i = 0; i < roots.Length; i++) roots[i] = OneLane.Of(roots[i], scalars);
        }

        if (roots.All(IsPlain) && roots.Count(r => r.Operands.Count > 0) <= 1) return roots;
        _expanded.Clear();
        for (var i = 0; i < roots.Length; i++) roots[i] = MathFunctions.Expand(roots[i], _expanded);

        _uses.Clear();
        foreach (var root in roots) Count(root);
        _named.Clear();
        for (var i = 0; i < roots.Length; i++) roots[i] = NameShared(roots[i]);
        return roots;
    }

    /// <summary>Most statements are one operation on locals: there is nothing to expand, and nothing is used twice.</summary>
    private bool IsPlain(Expr expr)
    {
        Check(expr);
        return !MathFunctions.IsComposed(expr) && expr.Operands.All(o => o.Operands.Count == 0);
    }

    private void Check(Expr expr)
    {
        if (!expr.Type.IsVector() || !expr.Type.IsWide()) return;
        throw new KernelException(
            $"{expr} is {expr.Type}, and {Target.Name} has {Lanes} lanes; types of 64 bits take a kernel for one lane.");
    }

    private void Count(Expr expr)
    {
        Check(expr);
        if (expr.Operands.Count == 0) return;
        if ((_uses[expr] = _uses.GetValueOrDefault(expr) + 1) > 1) return;
        foreach (var operand in expr.Operands) Count(operand);
    }

    private Expr NameShared(Expr expr)
    {
        if (expr.Operands.Count == 0) return expr;
        if (_named.TryGetValue(expr, out var known)) return known;
        var operands = new Expr[expr.Operands.Count];
        for (var i = 0; i < operands.Length; i++) operands[i] = NameShared(expr.Operands[i]);
        var result = expr.On(operands);
        if (_uses[expr] > 1 && result is not Splat { Operands: [Constant] }) result = Declare(result, "t");
        return _named[expr] = result;
    }
}
