using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Intrinsics;

namespace Bantam.Targets.Cpu;

/// <summary>The vector types of one width and the methods on them that the IL writer calls; RyuJIT turns each into instructions.</summary>
[RequiresDynamicCode("Makes generic vector methods for emitted code.")]
internal sealed class VectorIsa
{
    private static readonly ConcurrentDictionary<int, VectorIsa> Known = new();

    /// <summary>The class with the methods; trimming keeps all of them, since kernels decide which are called.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
    private readonly Type _static;

    private readonly Type _open;
    private readonly ConcurrentDictionary<(string, Type, string), MethodInfo> _methods = new();

    private VectorIsa(int lanes)
    {
        switch (lanes)
        {
            case 16:
                (_static, _open, F32, I32) = (typeof(Vector512), typeof(Vector512<>), typeof(Vector512<float>), typeof(Vector512<int>));
                break;
            case 8:
                (_static, _open, F32, I32) = (typeof(Vector256), typeof(Vector256<>), typeof(Vector256<float>), typeof(Vector256<int>));
                break;
            case 4:
                (_static, _open, F32, I32) = (typeof(Vector128), typeof(Vector128<>), typeof(Vector128<float>), typeof(Vector128<int>));
                break;
            default: throw new ArgumentOutOfRangeException(nameof(lanes), lanes, "Emitted vectors have 4, 8 or 16 lanes.");
        }
    }

    /// <summary>The vector of float.</summary>
    public Type F32 { get; }

    /// <summary>The vector of int.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
    public Type I32 { get; }

    /// <summary>The types and methods of a width.</summary>
    public static VectorIsa Of(int lanes) => Known.GetOrAdd(lanes, l => new VectorIsa(l));

    /// <summary>The vector of any element type.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "Nothing is asked of the type parameter.")]
    public Type Vector(Type element) => _open.MakeGenericType(element);

    /// <summary>A static method of <see cref="Vector512"/> and its like for an element type and a number of vector parameters.</summary>
    public MethodInfo Method(string name, Type element, int parameters) =>
        _methods.GetOrAdd((name, element, parameters.ToString()), _ => Find(name, element, m => m.GetParameters() is var p
            && p.Length == parameters && p.All(x => x.ParameterType == Vector(element))));

    /// <summary>The method that fills a vector with a scalar.</summary>
    public MethodInfo Create(Type element) =>
        _methods.GetOrAdd(("Create", element, "scalar"), _ => Find("Create", element, m => m.GetParameters() is [var p]
            && p.ParameterType == element));

    /// <summary>A shift by a constant count.</summary>
    public MethodInfo Shift(string name) =>
        _methods.GetOrAdd((name, typeof(int), "shift"), _ => Find(name, typeof(int), m => m.GetParameters() is [var p, var q]
            && p.ParameterType == I32 && q.ParameterType == typeof(int)));

    /// <summary>The vector 0, 1, 2, ….</summary>
    public MethodInfo Indices => I32.GetProperty("Indices")!.GetMethod!;

    /// <summary>A helper of <see cref="VectorRuntime"/> or <see cref="LaneFolds"/> with these parameter types.</summary>
    public static MethodInfo Helper(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type owner, string name, params Type[] parameters) =>
        owner.GetMethod(name, BindingFlags.Public | BindingFlags.Static, parameters)
        ?? throw new MissingMethodException(owner.Name, $"{name}({string.Join(", ", parameters.Select(p => p.Name))})");

    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "Nothing is asked of the type parameters.")]
    private MethodInfo Find(string name, Type element, Func<MethodInfo, bool> fits)
    {
        foreach (var candidate in _static.GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            if (candidate.Name != name) continue;
            var method = candidate;
            if (candidate.IsGenericMethodDefinition)
            {
                if (candidate.GetGenericArguments().Length != 1) continue;
                method = candidate.MakeGenericMethod(element);
            }

            if (fits(method)) return method;
        }

        throw new MissingMethodException(_static.Name, $"{name} of {element.Name}");
    }
}
