using System.Globalization;
using Bantam.Tensors;

namespace Bantam.Kernels;

/// <summary>
/// Runs a kernel as its text says, one statement after the other, and checks every load and store: bounds, values read past a
/// buffer's end, indices that leave 32 bits, floats converted outside their range. It is the kernels' judge, and slow.
/// </summary>
public sealed class Interpreter
{
    private readonly Kernel _kernel;
    private readonly int _lanes;
    private readonly Dictionary<Local, Value> _locals = new(ReferenceEqualityComparer.Instance);

    private Interpreter(Kernel kernel)
    {
        _kernel = kernel;
        _lanes = kernel.Target.Lanes;
    }

    /// <summary>Runs the tiles [first, last).</summary>
    /// <exception cref="KernelException">The kernel broke a rule; the message names the kernel and the place.</exception>
    public static void Run(Kernel kernel, IReadOnlyList<Memory<byte>> buffers, IReadOnlyList<int> sizes, int first, int last)
    {
        if (buffers.Count != kernel.Buffers.Count || sizes.Count != kernel.Sizes.Count)
            throw new KernelException(
                $"{kernel.Name} takes {kernel.Buffers.Count} buffers and {kernel.Sizes.Count} sizes; "
                + $"it was given {buffers.Count} and {sizes.Count}.");
        var run = new Interpreter(kernel);
        for (var i = 0; i < buffers.Count; i++) run._locals[kernel.Buffers[i]] = new Value([0], 0, buffers[i]);
        for (var i = 0; i < sizes.Count; i++) run._locals[kernel.Sizes[i]] = new Value([sizes[i]]);
        run._locals[kernel.First] = new Value([first]);
        run._locals[kernel.Last] = new Value([last]);
        run.Execute(kernel.Body);
    }

    private readonly record struct Value(long[] Bits, uint Poison = 0, Memory<byte> Memory = default)
    {
        public int Scalar => (int)Bits[0];
    }

    private void Execute(IReadOnlyList<Statement> statements)
    {
        foreach (var statement in statements) Execute(statement);
    }

    private void Execute(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                _locals[assign.Local] = Evaluate(assign.Value);
                break;
            case Store store:
                Execute(store);
                break;
            case If branch:
                Execute(Clean(Evaluate(branch.Condition), branch.Condition).Scalar != 0 ? branch.Then : branch.Otherwise);
                break;
            case While loop:
                while (Clean(Evaluate(loop.Condition), loop.Condition).Scalar != 0) Execute(loop.Body);
                break;
            case For loop:
                var limit = Evaluate(loop.Limit).Scalar;
                var step = Evaluate(loop.Step).Scalar;
                if (step <= 0) throw Fail($"the step of loop {loop.Counter.Name} is {step}; it must be positive");
                for (long i = Evaluate(loop.From).Scalar; i < limit; i += step)
                {
                    _locals[loop.Counter] = new Value([i]);
                    Execute(loop.Body);
                }

                break;
        }
    }

    private void Execute(Store store)
    {
        var pointer = Evaluate(store.Pointer);
        var value = Evaluate(store.Value);
        var count = store.Count is null ? value.Bits.Length : Math.Clamp(Evaluate(store.Count).Scalar, 0, value.Bits.Length);
        for (var lane = 0; lane < count; lane++)
        {
            if ((value.Poison >> lane & 1) != 0)
                throw Fail($"a lane that was read past the end of a buffer is stored to {store.Buffer.Name}");
            var index = pointer.Scalar + store.Offset + lane;
            if (!StorageAccess.Store(pointer.Memory.Span, store.Buffer.Storage, index, value.Bits[lane]))
                throw Fail(
                    $"a store to {store.Buffer.Name}[{index}] leaves its {pointer.Memory.Length / store.Buffer.Storage.Size()} elements");
        }
    }

    private Value Evaluate(Expr expr)
    {
        switch (expr)
        {
            case Constant constant: return new Value([constant.Bits]);
            case Local local:
                return _locals.TryGetValue(local, out var value) ? value : throw Fail($"local {local.Name} is read before it is set");
            case LaneIndex: return new Value([.. Enumerable.Range(0, _lanes).Select(lane => (long)lane)]);
            case Load load: return Evaluate(load);
            case LoadGroups groups: return Evaluate(groups);
            case LoadIndexed indexed: return Evaluate(indexed);
            case ShuffleLanes shuffle:
                var shuffled = Evaluate(shuffle.Operands[0]);
                return Lanewise(_lanes, lane => shuffled.Bits[Source(lane)], lane => Bit(shuffled, Source(lane)));

                int Source(int lane) => (lane / 4 * 4) + shuffle.Pattern[lane % 4];
            case PointerAdd add:
                var pointer = Evaluate(add.Operands[0]);
                return pointer with { Bits = [Checked((long)pointer.Scalar + Evaluate(add.Operands[1]).Scalar)] };
            case Splat splat:
                var scalar = Evaluate(splat.Operands[0]);
                return new Value(Filled(scalar.Bits[0]), scalar.Poison != 0 ? uint.MaxValue : 0);
            case FoldLanes fold: return Evaluate(fold);
            case Zip zip: return Evaluate(zip);
            case Select select:
                var condition = Evaluate(select.Operands[0]);
                var then = Evaluate(select.Operands[1]);
                var otherwise = Evaluate(select.Operands[2]);
                var selected = Lanewise(then.Bits.Length, lane => condition.Bits[lane] != 0 ? then.Bits[lane] : otherwise.Bits[lane],
                    lane => Bit(condition, lane) | (condition.Bits[lane] != 0 ? Bit(then, lane) : Bit(otherwise, lane)));
                return selected with { Memory = then.Memory };
            default:
                var operands = expr.Operands.Select(Evaluate).ToArray();
                var length = operands.Max(o => o.Bits.Length);
                var poison = operands.Aggregate(0u, (sum, o) => sum | o.Poison);
                var bits = new long[length];
                for (var lane = 0; lane < length; lane++)
                    if ((poison >> lane & 1) == 0)
                        bits[lane] = ScalarArithmetic.Apply(
                            expr, _kernel.Target.Fused, [.. operands.Select(o => o.Bits[o.Bits.Length == 1 ? 0 : lane])], Fail);
                return new Value(bits, poison);
        }
    }

    private Value Evaluate(Load load)
    {
        var pointer = Evaluate(load.Operands[0]);
        var count = load.Type.IsVector() ? _lanes : 1;
        var storage = load.Buffer.Storage;
        var length = pointer.Memory.Length / storage.Size();
        var start = pointer.Scalar + load.Offset;
        var readable = load.Type.IsVector() || _lanes == 1 ? length + Load.ReadableBehind : length;
        if (start < 0 || start + count > readable)
            throw Fail($"a load from {load.Buffer.Name}[{start}] leaves its {length} elements");
        uint poison = 0;
        var bits = new long[count];
        for (var lane = 0; lane < count; lane++)
            if (!StorageAccess.Load(pointer.Memory.Span, storage, load.Type, start + lane, out bits[lane]))
                poison |= 1u << lane;
        return new Value(bits, poison);
    }

    private Value Evaluate(LoadGroups groups)
    {
        var bits = new long[_lanes];
        uint poison = 0;
        var storage = Load.BufferOf(groups.Operands[0]).Storage;
        for (var g = 0; g < groups.Operands.Count; g++)
        {
            var pointer = Evaluate(groups.Operands[g]);
            if (pointer.Scalar < 0 || pointer.Scalar + 4 > (pointer.Memory.Length / 4) + Load.ReadableBehind)
                throw Fail($"a group load at {pointer.Scalar} leaves its {pointer.Memory.Length / 4} elements");
            for (var lane = 4 * g; lane < (4 * g) + 4; lane++)
                if (!StorageAccess.Load(pointer.Memory.Span, storage, groups.Type, pointer.Scalar + (lane % 4), out bits[lane]))
                    poison |= 1u << lane;
        }

        return new Value(bits, poison);
    }

    private Value Evaluate(LoadIndexed indexed)
    {
        var pointer = Evaluate(indexed.Operands[0]);
        var indices = Clean(Evaluate(indexed.Operands[1]), indexed);
        return Lanewise(_lanes, lane =>
        {
            var (index, buffer) = (Checked(pointer.Scalar + indices.Bits[lane]), indexed.Buffer);
            if (StorageAccess.Load(pointer.Memory.Span, buffer.Storage, indexed.Type, index, out var bits)) return bits;
            throw Fail(
                $"an indexed load from {buffer.Name}[{index}] leaves its {pointer.Memory.Length / buffer.Storage.Size()} elements");
        }, _ => 0);
    }

    private Value Evaluate(FoldLanes fold)
    {
        var vector = Clean(Evaluate(fold.Operands[0]), fold);
        var lanes = (long[])vector.Bits.Clone();
        for (var half = lanes.Length / 2; half > 0; half /= 2)
            for (var i = 0; i < half; i++)
                lanes[i] = ScalarArithmetic.Apply(fold.Op, fold.Type, lanes[i], lanes[i + half], Fail);
        return new Value([lanes[0]]);
    }

    private Value Evaluate(Zip zip)
    {
        var a = Evaluate(zip.Operands[0]);
        var b = Evaluate(zip.Operands[1]);
        var start = zip.High ? 2 : 0;
        (bool FromB, int Lane)[] order = zip.Pairs
            ? [(false, start), (false, start + 1), (true, start), (true, start + 1)]
            : [(false, start), (true, start), (false, start + 1), (true, start + 1)];
        return Lanewise(_lanes, lane => Pick(lane).Bits[Source(lane)], lane => Bit(Pick(lane), Source(lane)));

        Value Pick(int lane) => order[lane % 4].FromB ? b : a;
        int Source(int lane) => (lane / 4 * 4) + order[lane % 4].Lane;
    }

    private static Value Lanewise(int length, Func<int, long> bits, Func<int, uint> poison)
    {
        var result = new long[length];
        uint bad = 0;
        for (var lane = 0; lane < length; lane++)
        {
            result[lane] = bits(lane);
            bad |= poison(lane) << lane;
        }

        return new Value(result, bad);
    }

    private static uint Bit(Value value, int lane) => value.Poison >> lane & 1;

    private long[] Filled(long bits)
    {
        var lanes = new long[_lanes];
        Array.Fill(lanes, bits);
        return lanes;
    }

    private Value Clean(Value value, Expr where) =>
        value.Poison == 0 ? value : throw Fail($"{where} depends on lanes that were read past the end of a buffer");

    private int Checked(long value) =>
        value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw Fail($"an index becomes {value.ToString(CultureInfo.InvariantCulture)}, which 32 bits do not hold");

    private KernelException Fail(string what) => new($"kernel {_kernel.Name} for {_kernel.Target.Name}: {what}.");
}
