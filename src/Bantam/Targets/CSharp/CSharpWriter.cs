using System.Globalization;
using Bantam.Kernels;
using Bantam.Plans;
using Bantam.Targets.Text;
using Bantam.Tensors;
using static Bantam.Kernels.KernelType;

namespace Bantam.Targets.CSharp;

/// <summary>
/// Writes kernels as static methods of C#, which any .NET compiles ahead of time or runs in an interpreter. A pointer is a reference
/// to an element, which needs no unsafe code; the memory that it refers to is pinned. A mask is a vector of integers.
/// </summary>
internal sealed class CSharpWriter(SourceText text) : SourceWriter(text, Reserved)
{
    /// <summary>The words of the language, and the names that the class uses itself.</summary>
    internal static readonly string[] Reserved =
    [
        "_memory", "At", "Save", "Outside", "Pieces", "Layout", "Math", "MathF", "BitConverter", "BitOperations", "Unsafe", "MemoryMarshal",
        "Span", "Vector", "WeightBytes",
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte",
        "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof",
        "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while", "nint", "var",
    ];

    private readonly SortedDictionary<int, CSharpHelpers> _helpers = [];

    /// <summary>The addresses of the plan's places.</summary>
    public Func<Placement, int> Address { private get; set; } = _ => throw new InvalidOperationException("The plan has no addresses.");

    /// <summary>A kernel may have narrower vectors than the plan that it is in.</summary>
    private int Lanes => Kernel.Target.Lanes;

    private CSharpHelpers Helpers => _helpers.TryGetValue(Lanes, out var known) ? known : _helpers[Lanes] = new CSharpHelpers(Lanes);

    private string VectorClass => CSharpHelpers.VectorOf(Lanes);

    /// <summary>Writes a plan as a method.</summary>
    public void Write(string name, IReadOnlyList<PlanStatement> statements, IReadOnlyList<IndexCheck> checks) =>
        WritePlan(name, statements, (buffer, place) => At(buffer.Storage, place), () => WriteChecks(checks));

    /// <summary>Writes what the kernels call that .NET does not have.</summary>
    public void WriteHelpers()
    {
        foreach (var helpers in _helpers.Values) helpers.Write(Source);
    }

    /// <summary>Throws what the first kernel noted down of an index; nothing is left of it for the next run.</summary>
    private void WriteChecks(IReadOnlyList<IndexCheck> checks)
    {
        if (checks.Count == 0) return;
        Source.Line("string? error = null;");
        foreach (var (where, size, place) in checks.Reverse())
        {
            var safe = where.Select(c => char.IsLetterOrDigit(c) || "_-./:'() ".Contains(c, StringComparison.Ordinal) ? c : '?');
            var sentence = $"{string.Concat(safe)}: {AxisIndexException.Sentence("{index}", size)}";
            Source.Line($"{{ if (Outside({Number(Address(place))}) is {{ }} index) error = $\"{sentence}\"; }}");
        }

        Source.Line("if (error is not null) throw new ArgumentException(error);");
    }

    /// <summary>The word for an element type.</summary>
    public static string TypeOf(ElementType type) => type switch
    {
        ElementType.Float => "float",
        ElementType.Double => "double",
        ElementType.Int8 => "sbyte",
        ElementType.Int16 => "short",
        ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16 => "ushort",
        ElementType.Int32 => "int",
        ElementType.UInt32 => "uint",
        ElementType.Int64 => "long",
        ElementType.UInt64 => "ulong",
        ElementType.UInt8 or ElementType.Bool => "byte",
        _ => throw new NotSupportedException($"C# is not written for tensors of {type}."),
    };

    protected override string Counter(string name) => $"nint {name}";

    protected override string ReadByte(Placement place) => At("byte", place);

    protected override string ReadCount(Placement place) => At("long", place);

    protected override string PlanHead(string name) => $"public void {name}()";

    protected override string Head(string name, IEnumerable<string> parameters) =>
        $"[MethodImpl(MethodImplOptions.AggressiveOptimization)] private static void {name}({string.Join(", ", parameters)})";

    protected override string Declare(Local local, string name) =>
        local.Buffer is { } buffer ? $"ref {TypeOf(buffer.Storage)} {name}" : $"{TypeOf(local.Type)} {name}";

    protected override string Value(KernelType type, string value) => type == Pointer ? $"ref {value}" : base.Value(type, value);

    protected override string Move(string pointer, string elements) => $"Unsafe.Add(ref {pointer}, {SourceText.Bare(elements)})";

    protected override string Choose(KernelType type, string condition, string then, string otherwise) => type switch
    {
        Pointer => $"({condition} ? ref {then} : ref {otherwise})",
        VectorF32 => $"{VectorClass}.ConditionalSelect({condition}.AsSingle(), {then}, {otherwise})",
        VectorI32 or Mask => $"{VectorClass}.ConditionalSelect({condition}, {then}, {otherwise})",
        _ => base.Choose(type, condition, then, otherwise),
    };

    protected override string Constant(Constant constant) => constant.Type switch
    {
        F32 when float.IsFinite(constant.Single) => $"({constant.Single.ToString("R", CultureInfo.InvariantCulture)}f)",
        F32 => $"BitConverter.Int32BitsToSingle({Number(constant.Bits)})",
        F64 when double.IsFinite(constant.Double) => $"({constant.Double.ToString("R", CultureInfo.InvariantCulture)}d)",
        F64 => $"BitConverter.Int64BitsToDouble({Number(constant.Bits)}L)",
        I64 => $"({constant.Bits.ToString(CultureInfo.InvariantCulture)}L)",
        Bool => constant.Bits != 0 ? "true" : "false",
        _ => Number(constant.Bits),
    };

    protected override string Read(Load load, string pointer)
    {
        var (element, storage) = (Element(pointer, load.Offset), load.Buffer.Storage);
        var isWhole = storage is ElementType.Float or ElementType.Int32;
        if (load.Type.IsVector()) return isWhole ? $"{VectorClass}.LoadUnsafe(ref {element})" : $"{Helpers.Widen(storage)}(ref {element})";
        return isWhole || load.Type.IsFloat() ? element : $"(({TypeOf(load.Type)}){element})";
    }

    protected override void Write(Store store, string pointer, string value)
    {
        var (element, storage) = (Element(pointer, store.Offset), store.Buffer.Storage);
        var isWhole = storage is ElementType.Float or ElementType.Int32;
        if (!store.Value.Type.IsVector())
            Source.Line($"{element} = {(store.Value.Type.IsFloat() ? SourceText.Bare(value) : $"({TypeOf(storage)}){value}")};");
        else if (store.Count is null && isWhole) Source.Line($"{value}.StoreUnsafe(ref {element});");
        else Source.Line($"{Helpers.Store(storage)}(ref {element}, {value}, {(store.Count is null ? Number(Lanes) : Text(store.Count))});");
    }

    protected override string MultiplyAdd(KernelType type, string a, string b, string c) =>
        Kernel.Target.Fused ? $"{MathOf(type)}.FusedMultiplyAdd({a}, {b}, {c})" : $"(({a} * {b}) + {c})";

    protected override string SameBits(KernelType from, KernelType to, string value) => (from, to) switch
    {
        (VectorF32, _) => $"{value}.AsInt32()",
        (VectorI32, _) => $"{value}.AsSingle()",
        (F32, _) => $"BitConverter.SingleToInt32Bits({value})",
        (F64, _) => $"BitConverter.DoubleToInt64Bits({value})",
        (I64, _) => $"BitConverter.Int64BitsToDouble({value})",
        _ => $"BitConverter.Int32BitsToSingle({value})",
    };

    protected override string Convert(KernelType from, KernelType to, string value) => (from, to) switch
    {
        (Mask, VectorF32) => $"({value} & {VectorClass}.Create(1f).AsInt32()).AsSingle()",
        (Mask, VectorI32) => $"({value} & {VectorClass}<int>.One)",
        (VectorI32, VectorF32) => $"{VectorClass}.ConvertToSingle({value})",
        (VectorF32, VectorI32) => $"{VectorClass}.ConvertToInt32Native({value})",
        (Bool, _) => $"(({TypeOf(to)})({value} ? 1 : 0))",
        _ => $"(({TypeOf(to)}){value})",
    };

    protected override string Unary(UnaryOp op, KernelType type, string x) => op switch
    {
        UnaryOp.Neg => $"(-{x})",
        UnaryOp.Not => type == Bool ? $"(!{x})" : $"(~{x})",
        UnaryOp.PopCount when type == VectorI32 => $"{Helpers.PopCount()}({x})",
        UnaryOp.PopCount => $"(({TypeOf(type)})BitOperations.PopCount(({(type == I64 ? "ulong" : "uint")}){x}))",
        UnaryOp.Abs when type is I32 or I64 => $"Math.Max({x}, -{x})", // Math.Abs throws at the least integer
        _ => $"{MathOf(type)}.{op}({x})",
    };

    protected override string Binary(BinaryOp op, KernelType type, string a, string b) => op switch
    {
        BinaryOp.Min or BinaryOp.Max => $"{MathOf(type)}.{op}({a}, {b})",
        BinaryOp.ShiftLeft or BinaryOp.ShiftRight or BinaryOp.ShiftRightLogical => base.Binary(op, type, a, $"(int){b}"),
        _ => base.Binary(op, type, a, b),
    };

    protected override string Compare(CompareOp op, KernelType type, string a, string b) => (op, type) switch
    {
        (CompareOp.LessUnsigned, VectorI32) => $"{VectorClass}.LessThan({a}.AsUInt32(), {b}.AsUInt32()).AsInt32()",
        (CompareOp.LessUnsigned, I64) => $"((ulong){a} < (ulong){b})",
        (CompareOp.LessUnsigned, _) => $"((uint){a} < (uint){b})",
        (CompareOp.NotEqual, VectorF32 or VectorI32 or Mask) => $"(~{Compare(CompareOp.Equal, type, a, b)})",
        (_, VectorF32) => $"{VectorClass}.{Method(op)}({a}, {b}).AsInt32()",
        (_, VectorI32 or Mask) => $"{VectorClass}.{Method(op)}({a}, {b})",
        _ => base.Compare(op, type, a, b),
    };

    protected override string Vector(Expr expr) => expr switch
    {
        Splat { Operands: [{ Type: Bool } truth] } => $"{VectorClass}.Create({Text(truth)} ? -1 : 0)",
        Splat splat => $"{VectorClass}.Create({Text(splat.Operands[0])})",
        LaneIndex => $"{VectorClass}<int>.Indices",
        FoldLanes fold => $"{Helpers.Fold(fold.Op, TypeOf(fold.Type))}({Text(fold.Operands[0])})",
        Zip zip => $"{Helpers.Zip(TypeOf(zip.Type.ToScalar()), zip.Pairs, zip.High)}({Text(zip.Operands[0])}, {Text(zip.Operands[1])})",
        LoadGroups groups => $"{Helpers.Groups()}({string.Join(", ", groups.Operands.Select(p => "ref " + Text(p)))})",
        ShuffleLanes shuffle => $"{Helpers.Shuffle(TypeOf(shuffle.Type.ToScalar()), shuffle.Pattern)}({Text(shuffle.Operands[0])})",
        LoadIndexed load => $"{Helpers.LoadIndexed(TypeOf(load.Type.ToScalar()))}(ref {Text(load.Operands[0])}, {Text(load.Operands[1])})",
        Binary shift => $"{Helpers.Shift(shift.Op, Symbol(shift.Op))}({string.Join(", ", shift.Operands.Select(Text))})",
        Dot2 => $"{Helpers.Dot2()}({string.Join(", ", expr.Operands.Select(Text))})",
        Dot4 => $"{Helpers.Dot4()}({string.Join(", ", expr.Operands.Select(Text))})",
        _ => base.Vector(expr),
    };

    /// <summary>The class with the functions of a type.</summary>
    private string MathOf(KernelType type) => type.IsVector() ? VectorClass : type == F32 ? "MathF" : "Math";

    private static string Method(CompareOp op) => op switch
    {
        CompareOp.Less => "LessThan",
        CompareOp.LessOrEqual => "LessThanOrEqual",
        _ => "Equals",
    };

    private static string Element(string pointer, int offset) => offset == 0 ? pointer : $"Unsafe.Add(ref {pointer}, {Number(offset)})";

    /// <summary>The first element of a tensor at a place.</summary>
    public string At(ElementType type, Placement place) => At(TypeOf(type), place);

    private string At(string type, Placement place) => $"At<{type}>({Number(Address(place))})";

    private string TypeOf(KernelType type) => type switch
    {
        KernelType.Index => "nint",
        I32 => "int",
        I64 => "long",
        F32 => "float",
        F64 => "double",
        Bool => "bool",
        VectorF32 => $"{VectorClass}<float>",
        VectorI32 or Mask => $"{VectorClass}<int>",
        _ => throw Unwritable(type),
    };
}
