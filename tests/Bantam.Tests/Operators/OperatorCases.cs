using System.Reflection;

namespace Bantam.Tests.Operators;

/// <summary>All cases of all operators.</summary>
public static class OperatorCases
{
    /// <summary>The cases, gathered from every case file.</summary>
    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        .. typeof(OperatorCases).Assembly.GetTypes()
            .Where(t => t.IsClass && t.IsAssignableTo(typeof(IOperatorCases)))
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .SelectMany(t => (IEnumerable<OperatorCase>)t.GetProperty("All", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!),
    ];

    /// <summary>The case of a name.</summary>
    public static OperatorCase Find(string name) => All.Single(c => c.Name == name);

    /// <summary>The names of the cases that a condition holds for, as the data of a theory.</summary>
    public static TheoryData<string> Where(Func<OperatorCase, bool> condition) => [.. All.Where(condition).Select(c => c.Name)];
}
