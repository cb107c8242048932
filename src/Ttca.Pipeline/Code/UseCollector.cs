using Mono.Cecil;
using Mono.Cecil.Cil;
using IlCode = Mono.Cecil.Cil.Code;

namespace Ttca.Pipeline.Code;

/// <summary>Finds what a method, a type's declaration or a field refers to. In doubt it finds more.</summary>
internal sealed partial class UseCollector(OwnAssemblies own)
{
    private readonly Dictionary<IMemberDefinition, CodeUses> _known = [];
    private readonly Dictionary<TypeDefinition, CodeUses> _knownData = [];

    public CodeUses Of(MethodDefinition method) => Collect(method, uses =>
    {
        AddSignature(uses, method);
        AddAttributes(uses, method);
        foreach (var parameter in method.GenericParameters)
        {
            AddConstraints(uses, parameter);
        }

        AddAccessor(uses, method);
        if (method.HasBody)
        {
            AddBody(uses, method);
        }
    });

    /// <summary>The declaration alone, not the members; but all that a struct or a library's base class makes of the fields.</summary>
    public CodeUses Of(TypeDefinition type) => Collect(type, uses =>
    {
        AddAttributes(uses, type);
        if (type.BaseType is { } baseType)
        {
            AddType(uses, baseType);
        }

        foreach (var implemented in type.Interfaces)
        {
            AddType(uses, implemented.InterfaceType);
        }

        foreach (var parameter in type.GenericParameters)
        {
            AddConstraints(uses, parameter);
        }

        if (type.IsEnum || FieldOrderMatters(type))
        {
            uses.Fields.UnionWith(type.Fields.Where(field => !field.IsStatic || type.IsEnum));
        }
    });

    public CodeUses Of(FieldDefinition field) => Collect(field, uses =>
    {
        AddType(uses, field.FieldType);
        AddAttributes(uses, field);
    });

    /// <summary>What a serialiser finds: properties, and the data of other types that it reaches through them.</summary>
    public CodeUses DataOf(TypeDefinition type)
    {
        if (_knownData.TryGetValue(type, out var uses))
        {
            return uses;
        }

        _knownData.Add(type, uses = new CodeUses());
        foreach (var property in type.Properties)
        {
            AddAttributes(uses, property);
            AddArgument(uses, property.PropertyType, uses.Data);
            uses.Calls.UnionWith(new[] { property.GetMethod, property.SetMethod }.OfType<MethodDefinition>());
        }

        uses.Calls.UnionWith(type.Methods.Where(method => method.IsConstructor && !method.IsStatic));
        uses.Fields.UnionWith(type.Fields.Where(field => field.IsPublic));
        if (type.BaseType is { } parent && own.Resolve(parent) is { } ownParent)
        {
            uses.Data.Add(ownParent);
        }

        return uses;
    }

    /// <summary>
    /// Structs are laid out in memory, and classes derived from a library's class may be looked through, in the order of their fields.
    /// </summary>
    public bool FieldOrderMatters(TypeDefinition type) => (type.IsValueType && !type.IsEnum) || IsOfLibrary(type);

    private bool IsOfLibrary(TypeDefinition type) => type.BaseType is { } parent
        && (own.Resolve(parent) is { } ownParent
            ? IsOfLibrary(ownParent)
            : !(parent.GetElementType().FullName + ".").StartsWith("System.", StringComparison.Ordinal));

    private CodeUses Collect(IMemberDefinition member, Action<CodeUses> collect)
    {
        if (!_known.TryGetValue(member, out var uses))
        {
            uses = new CodeUses();
            _known.Add(member, uses);
            collect(uses);
        }

        return uses;
    }

    private void AddSignature(CodeUses uses, MethodReference method)
    {
        AddType(uses, method.ReturnType);
        foreach (var parameter in method.Parameters)
        {
            AddType(uses, parameter.ParameterType);
        }
    }

    private void AddConstraints(CodeUses uses, GenericParameter parameter)
    {
        foreach (var constraint in parameter.Constraints)
        {
            AddType(uses, constraint.ConstraintType);
        }
    }

    private void AddBody(CodeUses uses, MethodDefinition method)
    {
        foreach (var variable in method.Body.Variables)
        {
            AddType(uses, variable.VariableType);
        }

        foreach (var handler in method.Body.ExceptionHandlers.Where(handler => handler.CatchType is not null))
        {
            AddType(uses, handler.CatchType);
        }

        foreach (var instruction in method.Body.Instructions)
        {
            AddInstruction(uses, instruction, method);
        }
    }

    private void AddInstruction(CodeUses uses, Instruction instruction, MethodDefinition method)
    {
        switch (instruction.Operand)
        {
            case MethodReference target:
                AddCall(uses, target, instruction, method);
                break;
            case FieldReference field:
                AddType(uses, field.DeclaringType);
                AddType(uses, field.FieldType);
                if (own.Resolve(field) is { } ownField)
                {
                    uses.Fields.Add(ownField);
                }

                break;
            case TypeReference type:
                AddType(uses, type);
                AddTypeOperand(uses, type, instruction, method);
                break;
            case CallSite site:
                AddType(uses, site.ReturnType);
                foreach (var parameter in site.Parameters)
                {
                    AddType(uses, parameter.ParameterType);
                }

                break;
        }
    }

    private void AddTypeOperand(CodeUses uses, TypeReference type, Instruction instruction, MethodDefinition method)
    {
        var code = instruction.OpCode.Code;
        if (own.Resolve(type) is not { } ownType)
        {
            return;
        }

        if (code == IlCode.Constrained)
        {
            uses.Instantiated.Add(ownType);
        }
        else if (code == IlCode.Ldtoken && !CodeNames.IsOfRecord(method) && !AsksForNameOnly(instruction))
        {
            uses.Whole.Add(ownType); // typeof(T): whatever reflection may do with it
        }
    }

    /// <summary><c>typeof(T).Assembly</c>, <c>typeof(T).Name</c>: leads to none of the type's members.</summary>
    private static bool AsksForNameOnly(Instruction token) =>
        token.Next?.Next?.Operand is MethodReference
        {
            DeclaringType.FullName: "System.Type" or "System.Reflection.MemberInfo",
            Name: "get_Assembly" or "get_Name" or "get_FullName",
        };

    private void AddCall(CodeUses uses, MethodReference target, Instruction instruction, MethodDefinition method)
    {
        AddType(uses, target.DeclaringType);
        AddSignature(uses, target);
        var definition = own.Resolve(target.GetElementMethod());
        if (target is GenericInstanceMethod generic)
        {
            var isOpaque = definition is not null || !Externals.IsPlumbing(target.DeclaringType);
            foreach (var argument in generic.GenericArguments)
            {
                AddArgument(uses, argument, isOpaque ? uses.Data : uses.MadeElsewhere);
            }
        }

        if (definition is null)
        {
            AddExternalCall(uses, target, instruction, method);
            return;
        }

        var code = instruction.OpCode.Code;
        var isVirtual = definition.IsVirtual && code is IlCode.Callvirt or IlCode.Ldvirtftn or IlCode.Ldtoken;
        var isConstrainedStatic = definition.IsStatic && definition.DeclaringType.IsInterface;
        (isVirtual || isConstrainedStatic ? uses.VirtualCalls : uses.Calls).Add(definition);
        if (code == IlCode.Newobj)
        {
            uses.Instantiated.Add(definition.DeclaringType);
        }
    }

    private static void AddExternalCall(CodeUses uses, MethodReference target, Instruction call, MethodDefinition method)
    {
        uses.UsesAnyMember |= Externals.FindsMembers(target);
        uses.UsesAnyType |= Externals.FindsTypes(target);
        if (!Externals.OpensResource(target))
        {
            return;
        }

        if (target.Name == "GetManifestResourceStream" && call.Previous is { Operand: string name } && !IsJumpedTo(call, method))
        {
            uses.ResourceNames.Add(name);
        }
        else
        {
            uses.UsesAnyResource = true;
        }
    }

    /// <summary>Then what stands before it is one of several values: <c>dark ? "dark.txt" : "light.txt"</c>.</summary>
    private static bool IsJumpedTo(Instruction instruction, MethodDefinition method) => method.Body.Instructions.Any(jump =>
        jump.Operand == instruction || (jump.Operand is Instruction[] targets && targets.Contains(instruction)));

    /// <summary>
    /// A method without code of its own that calls a private member of its first parameter's type, or makes what it returns.
    /// </summary>
    private void AddAccessor(CodeUses uses, MethodDefinition method)
    {
        if (method.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "UnsafeAccessorAttribute"))
        {
            AddArgument(uses, method.Parameters is [var first, ..] ? first.ParameterType : method.ReturnType, uses.Whole);
            AddArgument(uses, method.ReturnType, uses.Whole);
        }
    }
}
